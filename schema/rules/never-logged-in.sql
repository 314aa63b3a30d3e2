-- never-logged-in: Everybody with a privileged profile has logged in
-- severity: medium
-- needs: users.last_login, users.created, users.status, roles
-- uses: accounts
-- policy: P2, P4, P12
-- controls: NIST 800-53: AC-2(3); ISO 27001: 5.18; SOC 2: CC6.2; CIS: 5.3; PCI DSS: 8.2.6
-- why: A privileged profile that nobody ever opened still waits for its first password, often in an old welcome mail,
--   and whoever finds that mail becomes an admin.
-- fix: Ask the user to log in. If the profile is not needed, Admin Console > Roles & permissions > Assignments:
--   remove its roles; then Users > (user) > Status: Inactive.
-- parameter days: 30, 1 to 3650, days since the profile was made that are still in order
--
-- flagged: made one day before the limit, 2026-10-22; no login, or one without a day
--   profile id=u1 created=2026-10-21
--   profile id=u2 created=2026-10-21
--   login profile=u2 last_login=null
--   assignment user=u1 role="VCC Admin"
--   assignment user=u2 role="Super Admin"
--   finds u1 reason="Never logged in, made on 2026-10-21, more than 30 days ago; privileged as VCC Admin"
--   finds u2
-- flagged: the primary admin, without any role
--   account id=A primary_admin=u1
--   profile id=u1 created=2020-02-29
--   finds u1
-- flagged: a break-glass profile is no exception
--   break_glass name=u1
--   profile id=u1 created=2026-01-01
--   assignment user=u1 role="Super Admin"
--   finds u1
-- flagged: the policy is stricter
--   set days=1
--   profile id=u1 created=2026-11-19
--   profile id=u2 created=2026-11-20
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   finds u1 reason="Never logged in, made on 2026-11-19, more than 1 day ago; privileged as Super Admin"
-- flagged: the login is that of the same id in another account
--   profile id=u1 created=2026-01-01
--   profile id=u1 account=B created=2026-01-01
--   login account=B profile=u1 last_login=2026-11-20
--   assignment user=u1 role="Super Admin"
--   assignment account=B user=u1 role="Super Admin"
--   finds u1
-- passes: exactly at the limit, and made today
--   profile id=u1 created=2026-10-22
--   profile id=u2 created=2026-11-21
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
-- passes: logged in once, long ago
--   profile id=u1 created=2020-01-01
--   login profile=u1 last_login=2020-01-02T08:00:00Z
--   assignment user=u1 role="Super Admin"
-- passes: nobody knows when it was made
--   profile id=u1
--   assignment user=u1 role="Super Admin"
-- passes: not active, or nobody knows
--   profile id=u1 created=2026-01-01 status=pending
--   profile id=u2 created=2026-01-01 status=inactive
--   profile id=u3 created=2026-01-01 status=unknown
--   profile id=u4 created=2026-01-01 status=null
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
--   assignment user=u4 role="Super Admin"
-- passes: not privileged
--   profile id=u1 created=2026-01-01
--   assignment user=u1 role=Reader
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Never logged in, made on ' || profile.created || ', more than ' || :days
         || case when :days = 1 then ' day' else ' days' end
         || ' ago; privileged as ' || privileged_profile.words as reason
  from tonight
 cross join privileged_profile
  left join profile_login on profile_login.profile = privileged_profile.profile
  join profile on profile.profile = privileged_profile.profile
 where privileged_profile.status = 'active'
   and profile_login.last_login is null
   and profile.created < date(tonight.as_of, '-' || :days || ' days');
