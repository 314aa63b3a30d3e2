-- Roles gained and lost and profiles renamed since the run before, privileged ones first. The first run changes nothing.
with earlier as (select run, as_of from tonight where run > 1),
     came as (select assignment.* from assignment join earlier on assignment.since = earlier.run),
     went as (select assignment_past.* from assignment_past join earlier on assignment_past.until = earlier.run),
     -- The same role with another date or granter is the same role.
     gained as (select account, user, role from came except select account, user, role from went),
     lost as (select account, user, role from went except select account, user, role from came),
     role_change as materialized (
       select 'gained' as kind, account, user, role from gained
       union all
       select 'lost', account, user, role from lost),
     opens as (select role_name.name
                 from role_name
                where exists (select 1 from role_privilege where role_privilege.role = role_name.role)),
     whose as materialized (
       select account, user, min(profile) as profile
         from assignment
        where profile is not null
          and (account, user) in (select account, user from role_change)
        group by account, user)
select role_change.kind,
       role_change.account,
       role_change.user,
       coalesce(nullif(trim(coalesce(profile.given_name, '') || ' ' || coalesce(profile.family_name, '')), ''),
                profile.display_name) as name,
       role_change.role,
       null as before,
       role_change.role in (select name from opens) as privileged
  from role_change
  left join whose on whose.account = role_change.account and whose.user = role_change.user
  left join profile on profile.profile = whose.profile
union all
select 'renamed',
       profile.account,
       profile.id,
       coalesce(nullif(trim(coalesce(profile.given_name, '') || ' ' || coalesce(profile.family_name, '')), ''),
                profile.display_name),
       null,
       coalesce(nullif(trim(coalesce(profile_past.given_name, '') || ' ' || coalesce(profile_past.family_name, '')), ''),
                profile_past.display_name),
       exists (select 1 from privileged_profile where privileged_profile.profile = profile.profile)
  from profile_past
  join earlier on profile_past.until = earlier.run
  join profile
    on profile.profile = profile_past.profile
   and profile.account = profile_past.account
   and profile.id = profile_past.id
 where profile.given_name is not profile_past.given_name
    or profile.family_name is not profile_past.family_name
    or (profile.given_name is null and profile.family_name is null
        and profile.display_name is not profile_past.display_name)
 order by 7 desc, 1, 2, 3, 5;
