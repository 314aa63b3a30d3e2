-- Takes :human, as leaver_match.sql names it, for somebody who leaves today: who that is, and then as if it had happened.

drop table if exists temp.leaving;

create temp table leaving as
select profile, account, id, email, employee_number
  from profile
 where (:human like 'person %' and person = cast(substr(:human, 8) as integer))
    or (:human like 'mail %' and person is null and email = substr(:human, 6))
    or (:human like 'profile %' and profile = cast(substr(:human, 9) as integer));

drop table if exists temp.leaving_person;

create temp table leaving_person as
select person, email, employee_number
  from person
 where :human like 'person %'
   and person = cast(substr(:human, 8) as integer);

drop table if exists temp.leaving_mail;

create temp table leaving_mail as
select email from leaving where coalesce(email, '') <> ''
union
select email from leaving_person where coalesce(email, '') <> ''
union
select substr(:human, 6) where :human like 'mail %';

-- The words "departed" and "departed_profile" are temporary tables by now (schema/views).
insert into departed (person, ended)
select leaving_person.person, tonight.as_of
  from leaving_person, tonight
 where not exists (select 1 from departed where departed.person = leaving_person.person);

insert into departed_profile (profile, ended)
select leaving.profile, tonight.as_of
  from leaving, tonight
 where not exists (select 1 from departed_profile where departed_profile.profile = leaving.profile);
