-- dormant: Everybody with a profile still uses it
-- severity: low
-- needs: users.last_login, users.status, roles
-- uses: accounts
-- policy: P4
-- controls: NIST 800-53: AC-2(3); ISO 27001: 5.18; SOC 2: CC6.2; CIS: 5.3; PCI DSS: 8.2.6
-- why: A profile that nobody misses costs a licence, and nobody would notice if somebody else used it.
-- fix: Ask the user or their manager. If it is not needed, Admin Console > Users > (user) > Status: Inactive; take
--   the licence and the extension back after a week.
-- parameter days: 180, 1 to 3650, days since the last login that are still in order
--
-- flagged: one day more than the limit, 2026-05-25
--   profile id=u1
--   login profile=u1 last_login=2026-05-24T23:59:59Z
--   profile id=u2
--   login profile=u2 last_login=2026-05-24
--   assignment user=u2 role="Basic User"
--   finds u1 reason="Last login on 2026-05-24, more than 180 days ago"
--   finds u2
-- flagged: the policy is stricter
--   set days=1
--   profile id=u1
--   login profile=u1 last_login=2026-11-19T23:59:59Z
--   profile id=u2
--   login profile=u2 last_login=2026-11-20T00:00:00Z
--   finds u1 reason="Last login on 2026-11-19, more than 1 day ago"
-- flagged: privileged in another account only
--   profile id=u1
--   login profile=u1 last_login=2026-01-05
--   profile id=u1 account=B
--   login account=B profile=u1 last_login=2026-11-20
--   assignment account=B user=u1 role="Super Admin"
--   finds u1
-- passes: exactly at the limit, today, and a clock that runs ahead
--   profile id=u1
--   login profile=u1 last_login=2026-05-25T00:00:00Z
--   profile id=u2
--   login profile=u2 last_login=2026-05-25
--   profile id=u3
--   login profile=u3 last_login=2026-11-21T08:00:00Z
--   profile id=u4
--   login profile=u4 last_login=2026-11-22T00:10:00Z
-- passes: never logged in, or not known
--   profile id=u1 created=2020-01-01
--   profile id=u2 created=2020-01-01
--   login profile=u2 last_login=null
-- passes: privileged, of whom dormant-privileged speaks
--   account id=A primary_admin=u2
--   profile id=u1
--   login profile=u1 last_login=2026-01-05
--   profile id=u2
--   login profile=u2 last_login=2026-01-05
--   assignment user=u1 role="VCC Admin"
-- passes: not active, or nobody knows
--   profile id=u1 status=inactive
--   login profile=u1 last_login=2026-01-05
--   profile id=u2 status=unknown
--   login profile=u2 last_login=2026-01-05
with limit_day as materialized (
  -- Worked out once, and not for each login.
  select date(as_of, '-' || :days || ' days') as day from tonight)
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Last login on ' || substr(profile_login.last_login, 1, 10) || ', more than ' || :days
         || case when :days = 1 then ' day' else ' days' end || ' ago' as reason
  from limit_day
 cross join profile_login
 cross join profile on profile.profile = profile_login.profile
 where profile_login.last_login < limit_day.day
   and profile.status = 'active'
   and not exists (select 1 from privileged_profile where privileged_profile.profile = profile_login.profile);
