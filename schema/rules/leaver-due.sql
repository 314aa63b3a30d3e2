-- leaver-due: Whoever is about to leave has handed over
-- severity: medium
-- needs: users, roles, roster.ended
-- uses: accounts
-- policy: P4, P5
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: On the last day there is no time left to find out what only this person could do. Roles, contacts and the
--   passphrase go over to somebody else while both can still talk about them.
-- fix: Agree on who takes over. Admin Console > Roles & permissions > Assignments > Create assignment: give that
--   person the roles, and plan the removal of these for the last day. Change the passphrase then, if this person
--   knows it.
-- parameter days: 14, 1 to 365, days ahead in which a last day is near
--
-- flagged: leaves tomorrow
--   person employee_number=E1 status=employed ended=2026-11-22
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="Super Admin"
--   finds u1 reason="Leaves on 2026-11-22, within 14 days; privileged as Super Admin"
-- flagged: leaves exactly at the limit; already said to be departed; primary admin
--   account id=A primary_admin=u1
--   person employee_number=E1 status=departed ended=2026-12-05
--   profile id=u1 employee_number=E1
--   finds u1 reason="Leaves on 2026-12-05, within 14 days; privileged as primary admin"
-- flagged: the policy looks further ahead, or not so far
--   set days=1
--   person employee_number=E1 ended=2026-11-22
--   person employee_number=E2 ended=2026-11-23
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   assignment user=u1 role="VCC Admin"
--   assignment user=u2 role="VCC Admin"
--   finds u1 reason="Leaves on 2026-11-22, within 1 day; privileged as VCC Admin"
-- passes: leaves one day after the limit
--   person employee_number=E1 ended=2026-12-06
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="Super Admin"
-- passes: leaves today, or left, which leaver-privileged reports
--   person employee_number=E1 ended=2026-11-21
--   person employee_number=E2 status=departed ended=2026-11-01
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
-- passes: not privileged, here or elsewhere; no last day; not in the roster
--   person employee_number=E1 ended=2026-11-22
--   person employee_number=E2 status=employed
--   profile id=u1 employee_number=E1
--   profile id=u1 account=B
--   profile id=u2 employee_number=E2
--   assignment user=u1 role=Reader
--   assignment account=B user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
-- passes: hired again from the day after
--   person employee_number=E1 ended=2026-11-30 hired=2026-12-01
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="Super Admin"
select privileged_profile.profile,
       privileged_profile.account,
       'profile' as subject_kind,
       privileged_profile.id as subject,
       null as severity,
       'Leaves on ' || person.ended || ', within ' || :days || case when :days = 1 then ' day' else ' days' end
         || '; privileged as ' || privileged_profile.words as reason
  from privileged_profile
 cross join person on person.person = privileged_profile.person
 where privileged_profile.person in (
         select person.person
           from tonight
           join person
             on person.ended > tonight.as_of
            and person.ended <= date(tonight.as_of, '+' || :days || ' days'))
   and coalesce(person.hired, '') <= person.ended;
