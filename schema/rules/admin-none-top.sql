-- admin-none-top: Every account has an admin who can assign roles
-- severity: high
-- needs: users.status, roles
-- uses: roster, accounts
-- policy: P2, P5
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: Where no admin can assign roles, nobody can give a new colleague access or take it from one who left, and
--   every such change has to go through the vendor's support.
-- fix: Let the primary admin log in and, under Admin Console > Roles & permissions > Assignments > Create assignment,
--   give a present and named person Super Admin. If nobody can, open a case with 8x8 Support as the primary admin.
--
-- flagged: admins, but none of them can assign roles
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="Company Admin"
--   assignment user=u2 role="IT Admin"
--   finds A kind=account reason="None of the 2 usable admins holds a role with assign-roles"
-- flagged: whoever could is gone, inactive, or nobody by name
--   person employee_number=E1 status=departed ended=2026-11-21
--   profile id=u1 employee_number=E1
--   profile id=u2 status=inactive
--   profile id=u3 given_name=Admin family_name=User
--   profile id=u4
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
--   assignment user=u4 role="IT Admin"
--   finds A kind=account reason="The one usable admin holds no role with assign-roles"
-- flagged: no admin at all, and an account without profiles
--   account id=A
--   account id=B
--   profile id=u1
--   finds A kind=account reason="There is no usable admin, so nobody holds a role with assign-roles"
--   finds B kind=account account=B
-- flagged: a role of the policy's own that assigns roles but does not open the Admin Console
--   role role="Role Clerk" privileges="assign-roles"
--   profile id=u1
--   assignment user=u1 role="Role Clerk"
--   finds A kind=account
-- flagged: the one who can is an admin of another account
--   profile id=u1
--   profile id=u1 account=B
--   assignment user=u1 role="IT Admin"
--   assignment account=B user=u1 role="Super Admin"
--   finds A kind=account account=A
-- passes: one is enough, and leaves tomorrow
--   person employee_number=E1 status=employed ended=2026-11-22
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="Super Admin"
-- passes: the console by one role, the right to assign by another
--   role role="Role Clerk" privileges="assign-roles"
--   profile id=u1
--   assignment user=u1 role="IT Admin"
--   assignment user=u1 role="Role Clerk"
select null as profile,
       account.id as account,
       'account' as subject_kind,
       account.id as subject,
       null as severity,
       case coalesce(usable.admins, 0)
         when 0 then 'There is no usable admin, so nobody holds a role with assign-roles'
         when 1 then 'The one usable admin holds no role with assign-roles'
         else 'None of the ' || usable.admins || ' usable admins holds a role with assign-roles'
       end as reason
  from account
  left join (select usable_admin.account,
                    count(*) as admins,
                    max(usable_admin.profile in (select held_role.profile
                                                   from held_role
                                                   join role_privilege on role_privilege.role = held_role.role
                                                  where role_privilege.privilege = 'assign-roles')) as top
               from usable_admin
              group by usable_admin.account) as usable
         on usable.account = account.id
 where coalesce(usable.top, 0) = 0;
