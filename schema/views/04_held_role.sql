-- Roles that profiles hold and the catalogue knows, under the catalogue's name, with the words for a reason:
-- "Super Admin (Company, since 2022-05-01)".
-- Worked out once a night, found by: profile
create view held_role as
select assignment.assignment,
       assignment.profile,
       assignment.account,
       role.role,
       role.internal,
       exists (select 1 from role_privilege where role_privilege.role = role.role) as privileged,
       role.role || case
         when coalesce(assignment.scope, '') <> '' and assignment.granted is not null
           then ' (' || assignment.scope || ', since ' || assignment.granted || ')'
         when coalesce(assignment.scope, '') <> '' then ' (' || assignment.scope || ')'
         when assignment.granted is not null then ' (since ' || assignment.granted || ')'
         else '' end as words
  from assignment
  join role_name on role_name.name = assignment.role
  join role on role.role = role_name.role
 where assignment.profile is not null;
