-- Who is who in a roster that is too large to be kept in memory: for each employee number and for each e-mail the row that
-- counts. Of several it is the one hired last, then the later row, as in schema/links/person.sql: they come in that order,
-- and each takes the place of the one before.
drop table if exists temp.person_of_number;

create temp table person_of_number (
  number text primary key,  -- employee number
  person integer not null   -- row in person
) strict, without rowid;

insert or replace into person_of_number (number, person)
select employee_number, person
  from person
 where employee_number <> ''
 order by employee_number, coalesce(hired, ''), person;

drop table if exists temp.person_of_email;

create temp table person_of_email (
  email  text primary key,  -- lower-case
  person integer not null   -- row in person
) strict, without rowid;

insert or replace into person_of_email (email, person)
select email, person
  from person
 where email <> ''
 order by email, coalesce(hired, ''), person;
