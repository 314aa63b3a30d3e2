-- The row of the roster that has an employee number, else the one that has an e-mail (schema/lookup/people.sql).
select coalesce(
         (select person from person_of_number where number = :number),
         (select person from person_of_email where email = :email));
