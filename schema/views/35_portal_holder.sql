-- Profiles that hold a role which opens the Support Portal, whatever their status.
-- Worked out once a night, found by: profile
create view portal_holder as
select distinct held_role.profile, held_role.account
  from held_role
 where held_role.role in (select role from role_privilege where privilege = 'support-portal');
