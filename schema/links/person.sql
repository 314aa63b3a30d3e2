-- Which row of the roster each profile is: the one with the same employee number, else the one with the same e-mail.
-- Where several match, the one hired last decides, then the later row.
-- Loading does the same in memory while it reads; this is its meaning, and what is run when not all was read tonight.
update profile
   set person = coalesce(
         (select person from person
           where person.employee_number = profile.employee_number and profile.employee_number <> ''
           order by coalesce(person.hired, '') desc, person.person desc limit 1),
         (select person from person
           where person.email = profile.email and profile.email <> ''
           order by coalesce(person.hired, '') desc, person.person desc limit 1));
