-- Profiles whose e-mail another profile of the account may have too; of all others it is certain that none has.
-- Loading finds them on its way, some of them by chance: so a rule that reads these still compares.
-- Worked out once a night, found by: profile
create view repeated_email as
select profile.profile
  from (select account, email
          from profile
         where email <> ''
         group by account, email
        having count(*) > 1) as repeated
  join profile on profile.account = repeated.account and profile.email = repeated.email;
