-- Who holds privileged access: a row for each privileged role of a profile, and one for a primary admin without any.
-- Worked out for the report, found by: account
create view access as
select profile.account,
       profile.id as user,
       coalesce(profile.given_name || ' ' || profile.family_name, profile.display_name) as name,
       profile.email,
       profile.status,
       case
         when profile.person is null then 'no record'
         when departed.person is not null then 'departed'
         else coalesce(person.status, 'unknown')
       end as employed,
       coalesce(held.role, 'primary admin') as role,
       privileges.list as privileges,
       held.scope,
       held.granted,
       held.granted_by,
       profile_login.last_login,
       profile.mfa,
       privileged_profile.profile
  from privileged_profile
  join profile on profile.profile = privileged_profile.profile
  left join (select held_role.profile, held_role.role, assignment.scope, assignment.granted, assignment.granted_by
               from held_role
               join assignment on assignment.assignment = held_role.assignment
              where held_role.privileged) as held
         on held.profile = privileged_profile.profile
  left join (select role, group_concat(privilege, '; ') as list
               from (select role, privilege from role_privilege order by role, privilege)
              group by role) as privileges
         on privileges.role = held.role
  left join profile_login on profile_login.profile = profile.profile
  left join person on person.person = profile.person
  left join departed on departed.person = profile.person;
