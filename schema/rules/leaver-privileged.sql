-- leaver-privileged: Nobody who left holds a privileged role
-- severity: critical
-- needs: users, roles, roster.status or roster.ended
-- policy: P4, P5
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: A former employee with a privileged role can still change billing and call routing, or speak for the company to
--   support, on the day they join a competitor.
-- fix: Admin Console > Roles & permissions > Assignments: remove every assignment of this user; then Users > (user) >
--   Status: Inactive. If they knew the passphrase, change it in the Support Portal.
--
-- flagged: left on the as-of day, still holds Super Admin
--   person employee_number=E1 status=departed ended=2026-11-21
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="Super Admin" scope=Company granted=2022-05-01
--   finds u1 reason="Left on 2026-11-21, still holds Super Admin (Company, since 2022-05-01)"
-- flagged: the profile is inactive, the role is still there
--   person employee_number=E1 status=departed
--   profile id=u1 employee_number=E1 status=inactive
--   assignment user=u1 role="Billing Admin"
--   finds u1 reason="Left (no day recorded), still holds Billing Admin"
-- passes: leaves tomorrow
--   person employee_number=E1 status=employed ended=2026-11-22
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="Super Admin"
-- passes: left and came back
--   person employee_number=E1 status=employed ended=2026-05-01 hired=2026-06-01
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="Super Admin"
-- passes: holds no privileged role
--   person employee_number=E1 status=departed ended=2026-11-01
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="Basic User"
-- passes: the primary admin left and holds no role (primary-admin-unusable speaks of it)
--   person employee_number=E1 status=departed ended=2026-11-01
--   profile id=u1 employee_number=E1
--   account id=A primary_admin=u1
select privileged_profile.profile,
       privileged_profile.account,
       'profile' as subject_kind,
       privileged_profile.id as subject,
       null as severity,
       'Left ' || coalesce('on ' || departed_profile.ended, '(no day recorded)')
         || ', still holds ' || privileged_profile.words as reason
  from privileged_profile
 cross join departed_profile on departed_profile.profile = privileged_profile.profile
 where privileged_profile.holds = 1;
