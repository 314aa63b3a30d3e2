-- leaver-login: Nobody logs in after leaving
-- severity: critical
-- needs: users.last_login, roster.status or roster.ended
-- policy: P4
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: Somebody used the profile when its holder was no longer here: either the former employee still gets in, or
--   another person knows the password.
-- fix: Admin Console > Users > (user) > Status: Inactive, and reset the password. Then Audit events: read what the
--   profile did since that day (the console keeps 90 days), and undo changes of roles, forwarding and billing.
--
-- flagged: logged in the day after the last one
--   person employee_number=E1 status=departed ended=2026-11-01
--   profile id=u1 employee_number=E1
--   login profile=u1 last_login=2026-11-02T00:00:00Z
--   finds u1 reason="Last login on 2026-11-02, after the last day of work, 2026-11-01"
-- flagged: the export gives a day only; the profile was made inactive since
--   person employee_number=E1 status=employed ended=2026-11-01
--   profile id=u1 employee_number=E1 status=inactive
--   login profile=u1 last_login=2026-11-05
--   finds u1 reason="Last login on 2026-11-05, after the last day of work, 2026-11-01"
-- flagged: only the profile that was used, not the one of the same id in another account
--   person email=ada@a.example status=departed ended=2026-11-01
--   profile id=u1 email=ada@a.example
--   profile id=u1 account=B email=ada@a.example
--   login profile=u1 last_login=2026-10-31T12:00:00Z
--   login account=B profile=u1 last_login=2026-11-20T12:00:00Z
--   finds u1 account=B
-- passes: the last day itself, until midnight
--   person employee_number=E1 status=departed ended=2026-11-01
--   profile id=u1 employee_number=E1
--   login profile=u1 last_login=2026-11-01T23:59:59Z
--   profile id=u2 employee_number=E1
--   login profile=u2 last_login=2026-11-01
-- passes: the day of leaving is not known
--   person employee_number=E1 status=departed
--   profile id=u1 employee_number=E1
--   login profile=u1 last_login=2026-11-20T08:00:00Z
-- passes: the last login is not known
--   person employee_number=E1 status=departed ended=2026-11-01
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E1
--   login profile=u2 last_login=null
-- passes: has not left yet
--   person employee_number=E1 status=employed ended=2026-11-22
--   profile id=u1 employee_number=E1
--   login profile=u1 last_login=2026-11-21T08:00:00Z
-- passes: left and came back
--   person employee_number=E1 status=employed ended=2026-05-01 hired=2026-06-01
--   profile id=u1 employee_number=E1
--   login profile=u1 last_login=2026-11-20T08:00:00Z
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Last login on ' || substr(profile_login.last_login, 1, 10)
         || ', after the last day of work, ' || departed_profile.ended as reason
  from departed_profile
  join profile_login on profile_login.profile = departed_profile.profile
  join profile on profile.profile = departed_profile.profile
 where substr(profile_login.last_login, 1, 10) > departed_profile.ended;
