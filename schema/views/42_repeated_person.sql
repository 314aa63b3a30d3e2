-- Records of the roster whose employee number or e-mail another record may have too; of all others it is certain that none has.
-- Loading finds them on its way, some of them by chance: so a rule that reads these still compares.
-- Worked out once a night, found by: person
create view repeated_person as
select person
  from person
 where employee_number in (
         select employee_number from person where employee_number <> '' group by employee_number having count(*) > 1)
    or email in (select email from person where email <> '' group by email having count(*) > 1);
