-- inactive-privileged: No inactive profile holds a privileged role
-- severity: high
-- needs: users.status, roles
-- policy: P2, P4
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: One click makes the profile active again, and the role is there at once, with nobody deciding about it. Until
--   then it swells the list of admins that people rely on.
-- fix: Admin Console > Roles & permissions > Assignments: remove every assignment of this user. Assign the role anew
--   on the day the user is needed again.
--
-- flagged: inactive, not in the roster
--   profile id=u1 status=inactive
--   assignment user=u1 role="Company Admin" scope=Company granted=2024-02-29
--   finds u1 reason="The profile is inactive, and still holds Company Admin (Company, since 2024-02-29)"
-- flagged: inactive, still employed, on leave, or leaving tomorrow
--   person employee_number=E1 status=employed
--   person employee_number=E2 status=on-leave
--   person employee_number=E3 status=employed ended=2026-11-22
--   profile id=u1 employee_number=E1 status=inactive
--   profile id=u2 employee_number=E2 status=inactive
--   profile id=u3 employee_number=E3 status=inactive
--   assignment user=u1 role="My8x8 Admin"
--   assignment user=u2 role="Billing Admin"
--   assignment user=u3 role="VCC Admin"
--   finds u1 reason="The profile is inactive, and still holds My 8x8 Admin"
--   finds u2
--   finds u3
-- flagged: several roles in one finding; the assignments name the profile in three ways
--   profile id=u1 user_name=ada email=ada@a.example status=inactive
--   assignment user=u1 role="Super Admin"
--   assignment user=ADA role="Billing Admin" granted=2025-01-01
--   assignment user=Ada@A.example role=Reader
--   finds u1 reason="The profile is inactive, and still holds Billing Admin (since 2025-01-01), Super Admin"
-- passes: departed, which leaver-privileged reports
--   person employee_number=E1 status=departed ended=2026-11-21
--   profile id=u1 employee_number=E1 status=inactive
--   assignment user=u1 role="Super Admin"
-- passes: active, locked, pending, or nobody knows
--   profile id=u1
--   profile id=u2 status=locked
--   profile id=u3 status=pending
--   profile id=u4 status=unknown
--   profile id=u5 status=null
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
--   assignment user=u4 role="Super Admin"
--   assignment user=u5 role="Super Admin"
-- passes: no role that is privileged
--   profile id=u1 status=inactive
--   assignment user=u1 role=Reader
--   assignment user=u1 role="Nobody Knows This"
-- passes: privileged as primary admin only, which primary-admin-unusable reports
--   account id=A primary_admin=u1
--   profile id=u1 status=inactive
-- passes: the role is held by the same id in another account
--   profile id=u1 status=inactive
--   profile id=u1 account=B
--   assignment account=B user=u1 role="Super Admin"
select privileged_profile.profile,
       privileged_profile.account,
       'profile' as subject_kind,
       privileged_profile.id as subject,
       null as severity,
       'The profile is inactive, and still holds ' || privileged_profile.words as reason
  from privileged_profile
 where privileged_profile.holds = 1
   and privileged_profile.status = 'inactive'
   and not exists (select 1 from departed_profile where departed_profile.profile = privileged_profile.profile);
