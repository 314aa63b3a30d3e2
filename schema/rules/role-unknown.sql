-- role-unknown: Every role that is assigned is in the catalogue
-- severity: medium
-- needs: roles
-- policy: P2, P12
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: What an unknown role allows, nobody has judged, so no rule can tell whether its holders are privileged. A
--   custom role may open as much as the vendor's own.
-- fix: Admin Console > Roles & permissions > Roles > (role) > View: read its permissions, then enter the role with
--   its privileges under roles in the policy. If it is another spelling of a known one, enter it as an alias.
--
-- flagged: a custom role, one finding for all its holders, whatever its scopes
--   profile id=u1
--   profile id=u2
--   assignment user=u2 role="Night Shift Lead" scope=Site
--   assignment user=u1 role="Night Shift Lead" scope=Site
--   assignment user=u1 role="Night Shift Lead" scope=Company
--   finds "Night Shift Lead" kind=role reason="The role catalogue does not have this role, held by u1, u2"
-- flagged: names are compared as written; another case or sign makes another role
--   profile id=u1
--   assignment user=u1 role="super admin"
--   assignment user=u1 role=Super-Admin
--   finds "super admin" kind=role
--   finds Super-Admin kind=role
-- flagged: one finding an account, and holders as the export writes them, known or not
--   profile id=u1
--   profile id=u1 account=B
--   assignment user=U1@a.example role=Wizard
--   assignment account=B user=u1 role=Wizard
--   assignment account=B user=nobody role=Wizard
--   finds Wizard kind=role reason="The role catalogue does not have this role, held by U1@a.example"
--   finds Wizard kind=role account=B reason="The role catalogue does not have this role, held by nobody, u1"
-- flagged: five are named, the rest counted
--   assignment user=u6 role=Wizard
--   assignment user=u1 role=Wizard
--   assignment user=u5 role=Wizard
--   assignment user=u3 role=Wizard
--   assignment user=u2 role=Wizard
--   assignment user=u4 role=Wizard
--   finds Wizard kind=role reason="The role catalogue does not have this role, held by u1, u2, u3, u4, u5 and 1 more"
-- flagged: exactly five are all named, and each account counts its own
--   assignment user=u1 role=Wizard
--   assignment user=u5 role=Wizard
--   assignment user=u2 role=Wizard
--   assignment user=u4 role=Wizard
--   assignment user=u3 role=Wizard
--   assignment account=B user=u6 role=Wizard
--   assignment account=B user=u7 role=Wizard
--   finds Wizard kind=role reason="The role catalogue does not have this role, held by u1, u2, u3, u4, u5"
--   finds Wizard kind=role account=B reason="The role catalogue does not have this role, held by u6, u7"
-- passes: in the catalogue, under its name or an alias
--   profile id=u1
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u1 role="My8x8 Admin"
--   assignment user=u1 role=Reader
-- passes: a role of the policy's own
--   role role="Billing Clerk" privileges="billing"
--   profile id=u1
--   assignment user=u1 role="Billing Clerk"
select null as profile,
       account,
       'role' as subject_kind,
       role as subject,
       null as severity,
       'The role catalogue does not have this role, held by '
         || group_concat(case when place <= 5 then user end, ', ')
         || case when count(*) > 5 then ' and ' || (count(*) - 5) || ' more' else '' end as reason
  from (select account, role, user, row_number() over (partition by account, role order by user) as place
          from (select distinct account, role, user
                  from assignment
                 where role not in (select name from role_name))
         order by account, role, user)
 group by account, role;
