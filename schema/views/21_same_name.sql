-- Profiles of an account whose folded names are the same.
-- Worked out once a night, found by: profile
create view same_name as
select profile.profile, twice.account, twice.full_name
  from (select full_name, account
          from profile
         where full_name <> ''
         group by full_name, account
        having count(*) > 1) as twice
 cross join profile
    on profile.full_name = twice.full_name
   and profile.account = twice.account;
