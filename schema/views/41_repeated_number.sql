-- Profiles whose employee number, their own or else that of their record in the roster, another profile may have too; of all
-- others it is certain that none has.
-- Loading finds them on its way, some of them by chance: so a rule that reads these still compares.
-- Worked out once a night, found by: profile
create view repeated_number as
with known as materialized (
  select profile,
         case when employee_number <> '' then employee_number
              else (select person.employee_number from person where person.person = profile.person) end as number
    from profile)
select profile
  from known
 where number in (select number from known where number <> '' group by number having count(*) > 1);
