-- dormant-privileged: Everybody with a privileged profile still uses it
-- severity: medium
-- needs: users.last_login, users.status, roles
-- uses: accounts
-- policy: P2, P4, P12
-- controls: NIST 800-53: AC-2(3); ISO 27001: 5.18; SOC 2: CC6.2; CIS: 5.3; PCI DSS: 8.2.6
-- why: Whoever does not log in for a quarter does not need the privilege, and would be the last to notice that
--   another person uses it.
-- fix: Ask the user. If the privilege is not needed, Admin Console > Roles & permissions > Assignments: remove it. If
--   the profile is for emergencies, name it under break_glass in the policy.
-- parameter days: 90, 1 to 3650, days since the last login that are still in order
--
-- flagged: one day more than the limit, 2026-08-23
--   profile id=u1
--   login profile=u1 last_login=2026-08-22T23:59:59Z
--   assignment user=u1 role="IT Admin" scope=Site
--   finds u1 reason="Last login on 2026-08-22, more than 90 days ago; privileged as IT Admin (Site)"
-- flagged: the export gives a day only; privileged as primary admin
--   account id=A primary_admin=u1
--   profile id=u1
--   login profile=u1 last_login=2026-01-05
--   finds u1 reason="Last login on 2026-01-05, more than 90 days ago; privileged as primary admin"
-- flagged: the policy is stricter
--   set days=1
--   profile id=u1
--   login profile=u1 last_login=2026-11-19T23:59:59Z
--   profile id=u2
--   login profile=u2 last_login=2026-11-20T00:00:00Z
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   finds u1 reason="Last login on 2026-11-19, more than 1 day ago; privileged as Super Admin"
-- flagged: break-glass names another profile
--   break_glass name=u2
--   profile id=u1
--   login profile=u1 last_login=2026-01-05
--   assignment user=u1 role="Super Admin"
--   finds u1
-- passes: exactly at the limit, today, and a clock that runs ahead
--   profile id=u1
--   login profile=u1 last_login=2026-08-23T00:00:00Z
--   profile id=u2
--   login profile=u2 last_login=2026-08-23
--   profile id=u3
--   login profile=u3 last_login=2026-11-21T08:00:00Z
--   profile id=u4
--   login profile=u4 last_login=2026-11-22T00:10:00Z
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
--   assignment user=u4 role="Super Admin"
-- passes: never logged in, or not known, which never-logged-in reports
--   profile id=u1 created=2020-01-01
--   profile id=u2 created=2020-01-01
--   login profile=u2 last_login=null
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
-- passes: break-glass, named by id, user name or e-mail
--   break_glass name=u1
--   break_glass name=emergency
--   break_glass name=u3@a.example
--   profile id=U1 user_name=x
--   login profile=U1 last_login=2025-01-05
--   profile id=u2 user_name=emergency
--   login profile=u2 last_login=2025-01-05
--   profile id=u3
--   login profile=u3 last_login=2025-01-05
--   assignment user=U1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
-- passes: not active, or nobody knows
--   profile id=u1 status=inactive
--   login profile=u1 last_login=2026-01-05
--   profile id=u2 status=unknown
--   login profile=u2 last_login=2026-01-05
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
-- passes: not privileged, here or elsewhere
--   profile id=u1
--   login profile=u1 last_login=2026-01-05
--   profile id=u1 account=B
--   login account=B profile=u1 last_login=2026-11-20
--   assignment user=u1 role=Reader
--   assignment account=B user=u1 role="Super Admin"
with limit_day as materialized (
  -- Worked out once, and not for each login.
  select date(as_of, '-' || :days || ' days') as day from tonight)
select privileged_profile.profile,
       privileged_profile.account,
       'profile' as subject_kind,
       privileged_profile.id as subject,
       null as severity,
       'Last login on ' || substr(profile_login.last_login, 1, 10) || ', more than ' || :days
         || case when :days = 1 then ' day' else ' days' end
         || ' ago; privileged as ' || privileged_profile.words as reason
  from limit_day
 cross join privileged_profile
 cross join profile_login on profile_login.profile = privileged_profile.profile
 where privileged_profile.status = 'active'
   and substr(profile_login.last_login, 1, 10) < limit_day.day
   and not exists (select 1
                     from break_glass_profile
                    where break_glass_profile.profile = privileged_profile.profile);
