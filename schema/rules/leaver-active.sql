-- leaver-active: Nobody who left has an active profile
-- severity: high
-- needs: users, users.status, roster.status or roster.ended
-- policy: P4
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: An active profile lets a former employee log in, read voicemail, place calls under the company's number and
--   forward its calls elsewhere.
-- fix: Admin Console > Users > (user): remove call forwarding and hand over the extension first, since neither can be
--   changed later, then set Status to Inactive. Do not give the profile to somebody else.
--
-- flagged: left on the as-of day
--   person employee_number=E1 status=employed ended=2026-11-21
--   profile id=u1 employee_number=E1
--   finds u1 reason="Left on 2026-11-21, and the profile is still active"
-- flagged: departed without a day, found by e-mail
--   person email=u1@a.example status=departed
--   profile id=u1
--   finds u1 reason="Left (no day recorded), and the profile is still active"
-- flagged: holds a role, but no privileged one
--   person employee_number=E1 status=departed ended=2026-03-02
--   profile id=u1 employee_number=E1
--   assignment user=u1 role=Reader
--   assignment user=u1 role="Basic User"
--   finds u1 reason="Left on 2026-03-02, and the profile is still active"
-- flagged: one person, a profile in each of two accounts; the role of the one says nothing about the other
--   person email=ada@a.example status=departed ended=2026-03-02
--   profile id=u1 email=ada@a.example
--   profile id=u1 account=B email=ada@a.example
--   assignment account=B user=u1 role="Super Admin"
--   finds u1
-- flagged: ended before being hired, and departed again
--   person employee_number=E1 status=departed ended=2026-10-01 hired=2026-02-01
--   profile id=u1 employee_number=E1
--   finds u1
-- passes: leaves tomorrow
--   person employee_number=E1 status=employed ended=2026-11-22
--   profile id=u1 employee_number=E1
-- passes: said to be departed, but the last day is still to come
--   person employee_number=E1 status=departed ended=2026-11-22
--   profile id=u1 employee_number=E1
-- passes: left and came back, in one record or in two
--   person employee_number=E1 status=employed ended=2026-05-01 hired=2026-06-01
--   person employee_number=E2 status=departed ended=2026-05-01 hired=2020-01-01
--   person employee_number=E2 status=employed hired=2026-06-01
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
-- passes: the profile is not active, or nobody knows
--   person employee_number=E1 status=departed ended=2026-03-02
--   profile id=u1 employee_number=E1 status=inactive
--   profile id=u2 employee_number=E1 status=locked
--   profile id=u3 employee_number=E1 status=unknown
--   profile id=u4 employee_number=E1 status=null
-- passes: privileged, by a role or as primary admin, which other rules report
--   account id=A primary_admin=u2
--   person employee_number=E1 status=departed ended=2026-03-02
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E1
--   assignment user=u1 role="VCC Admin"
-- passes: on leave, of unknown employment, or not in the roster
--   person employee_number=E1 status=on-leave
--   person employee_number=E2 status=unknown
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   profile id=u3
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Left ' || coalesce('on ' || departed_profile.ended, '(no day recorded)')
         || ', and the profile is still active' as reason
  from departed_profile
 cross join profile on profile.profile = departed_profile.profile
 where profile.status = 'active'
   and not exists (select 1 from privileged_profile where privileged_profile.profile = departed_profile.profile);
