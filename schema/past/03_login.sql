-- The last logins that the run's report showed. Those of other profiles are not kept.
create temp table profile_login as
with later as materialized (
       -- SQLite takes the last login from the row that has the lowest run.
       select profile, last_login, min(run)
         from main.run_login
        where run > :run
        group by profile),
     kept (profile, last_login) as (
       select profile, last_login
         from later
       union all
       select profile, last_login
         from main.shown_login
        where profile not in (select profile from later))
select profile,
       case typeof(last_login)
         when 'integer' then strftime('%Y-%m-%dT%H:%M:%SZ', last_login, 'unixepoch')
         else last_login
       end as last_login
  from kept;

create unique index temp.profile_login_of on profile_login (profile);
