-- Keeps the last logins of profiles with privileged access as the reports before this one showed them, where they differ now.
drop table if exists temp.login_change;

create temp table login_change as
select shown_login.profile,
       shown_login.last_login as was,
       profile_login.last_login as now,
       privileged_profile.profile is null as gone
  from shown_login
  left join privileged_profile on privileged_profile.profile = shown_login.profile
  left join profile_login on profile_login.profile = shown_login.profile
 where privileged_profile.profile is null
    or profile_login.last_login is not shown_login.last_login;

drop table if exists temp.login_before;

-- As login_before.sql takes them: a stamp is a number.
create temp table login_before as
select tonight.run,
       login_change.profile,
       case
         when strftime('%Y-%m-%dT%H:%M:%SZ', unixepoch(was), 'unixepoch') = was then unixepoch(was)
         else was
       end as last_login
  from tonight, login_change;

delete from shown_login where profile in (select profile from login_change where gone);

update shown_login
   set last_login = login_change.now
  from login_change
 where login_change.profile = shown_login.profile;

insert into shown_login (profile, last_login)
select privileged_profile.profile, profile_login.last_login
  from privileged_profile
  left join profile_login on profile_login.profile = privileged_profile.profile
 where not exists (select 1 from shown_login where shown_login.profile = privileged_profile.profile)
 order by privileged_profile.profile;

drop table login_change;
