-- Keeps the last logins of profiles with privileged access as the reports before this one showed them, where they differ now.
-- A stamp is kept as a number, which is half as long.
drop table if exists temp.login;

create temp table login as
select privileged_profile.profile,
       case
         when strftime('%Y-%m-%dT%H:%M:%SZ', unixepoch(profile_login.last_login), 'unixepoch') = profile_login.last_login
           then unixepoch(profile_login.last_login)
         else profile_login.last_login
       end as last_login
  from privileged_profile
  left join profile_login on profile_login.profile = privileged_profile.profile;

create unique index temp.login_of on login (profile);

insert into run_login (run, profile, last_login)
select tonight.run, shown_login.profile, shown_login.last_login
  from tonight, shown_login
  left join login on login.profile = shown_login.profile
 where login.profile is null
    or login.last_login is not shown_login.last_login;

delete from shown_login
 where profile in (select run_login.profile from run_login join tonight on tonight.run = run_login.run);

insert into shown_login (profile, last_login)
select profile, last_login
  from login
 where not exists (select 1 from shown_login where shown_login.profile = login.profile);

drop table login;
