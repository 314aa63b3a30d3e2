-- Profiles of an account whose folded names are the same; "first" is the one of them with the smallest row, by which they
-- are grouped faster than by account and name. In the order of their rows, in which whoever reads more of them is fastest.
-- Worked out once a night, found by: profile
create view same_name as
select profile.profile, twice.account, twice.full_name, twice.first
  from (select full_name, account, min(profile) as first
          from profile
         where full_name <> ''
         group by full_name, account
        having count(*) > 1) as twice
 cross join profile
    on profile.full_name = twice.full_name
   and profile.account = twice.account
 order by profile.profile;
