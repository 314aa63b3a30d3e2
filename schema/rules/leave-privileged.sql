-- leave-privileged: Nobody on leave has a privileged profile that is active
-- severity: medium
-- needs: users.status, roles, roster.status
-- uses: accounts
-- policy: P2, P4
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: Nobody expects somebody on leave to log in, so nobody notices when another person does. A privilege that is
--   not used for months is better lent to whoever stands in.
-- fix: Admin Console > Roles & permissions > Assignments: give the roles to whoever stands in and remove these until
--   the return; or Users > (user) > Status: Inactive for that time. Keep the primary admin's user name and e-mail.
--
-- flagged: on leave, by a role and as primary admin
--   account id=A primary_admin=u2
--   person employee_number=E1 status=on-leave
--   person employee_number=E2 status=on-leave
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   assignment user=u1 role="Billing Admin" scope=Site
--   finds u1 reason="On leave according to the roster, and the profile is active; privileged as Billing Admin (Site)"
--   finds u2 reason="On leave according to the roster, and the profile is active; privileged as primary admin"
-- flagged: on leave, and leaves tomorrow
--   person employee_number=E1 status=on-leave ended=2026-11-22
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="IT Admin"
--   finds u1
-- passes: the profile is not active, or nobody knows
--   person employee_number=E1 status=on-leave
--   profile id=u1 employee_number=E1 status=inactive
--   profile id=u2 employee_number=E1 status=locked
--   profile id=u3 employee_number=E1 status=unknown
--   assignment user=u1 role="IT Admin"
--   assignment user=u2 role="IT Admin"
--   assignment user=u3 role="IT Admin"
-- passes: employed, of unknown employment, or left during the leave
--   person employee_number=E1 status=employed
--   person employee_number=E2 status=unknown
--   person employee_number=E3 status=on-leave ended=2026-11-21
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   profile id=u3 employee_number=E3
--   assignment user=u1 role="IT Admin"
--   assignment user=u2 role="IT Admin"
--   assignment user=u3 role="IT Admin"
-- passes: not privileged, or privileged in another account with a profile of its own
--   person employee_number=E1 status=on-leave
--   profile id=u1 employee_number=E1
--   profile id=u1 account=B employee_number=E9
--   assignment user=u1 role=Reader
--   assignment account=B user=u1 role="Super Admin"
select privileged_profile.profile,
       privileged_profile.account,
       'profile' as subject_kind,
       privileged_profile.id as subject,
       null as severity,
       'On leave according to the roster, and the profile is active; privileged as '
         || privileged_profile.words as reason
  from privileged_profile
 where privileged_profile.status = 'active'
   and privileged_profile.person in (
         -- In words of the index of those few.
         select person from person where status not in ('employed', 'unknown') and status = 'on-leave')
   and not exists (select 1 from departed_profile where departed_profile.profile = privileged_profile.profile);
