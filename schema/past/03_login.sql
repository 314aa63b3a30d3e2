-- The last logins that the run's report showed. Those of other profiles are not kept.
create temp table profile_login as
with later as materialized (
       select profile, min(run) as run
         from main.run_login
        where run > (select run from tonight)
        group by profile),
     kept (profile, last_login) as (
       select run_login.profile, run_login.last_login
         from later
         join main.run_login on run_login.profile = later.profile and run_login.run = later.run
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
