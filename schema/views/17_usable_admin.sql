-- Admins who can act today: active, not departed, a person as far as anybody knows, under a name of their own, and
-- holding a role that opens the Admin Console.
-- Worked out once a night, found by: account
create view usable_admin as
select profile.profile, profile.account, profile.id
  from profile
 where profile.profile in (
         select held_role.profile
           from held_role
           join role_privilege on role_privilege.role = held_role.role
          where role_privilege.privilege = 'admin-console')
   and profile.status = 'active'
   and coalesce(profile.user_type, 'unknown') in ('person', 'unknown')
   and not exists (select 1 from departed_profile where departed_profile.profile = profile.profile)
   and not exists (select 1 from name_flaw
                    where name_flaw.profile = profile.profile
                      and name_flaw.rule in ('name-filler', 'name-company', 'name-extension', 'name-place'));
