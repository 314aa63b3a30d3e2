-- role-new: Every new privilege was wanted
-- severity: medium
-- needs: users, roles, history
-- policy: P2, P4
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: A privilege that appears overnight is either the work of a colleague, or the first thing that an intruder
--   does. Only somebody who knows what was ordered can tell them apart.
-- fix: Compare with what was ordered. If nobody ordered it, Admin Console > Roles & permissions > Assignments: remove
--   it, and Audit events: see who assigned it. If it was ordered, there is nothing to do: the finding ends by itself.
-- parameter days: 7, 1 to 90, days back in which a new privilege is told
--
-- flagged: tonight, and exactly at the limit
--   night run=5 as_of=2026-11-14
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="IT Admin" scope=Site granted=2026-11-20 since=9
--   assignment user=u2 role="My8x8 Admin" since=5
--   finds u1 reason="Gained within the last 7 days: IT Admin (Site, since 2026-11-20)"
--   finds u2 reason="Gained within the last 7 days: My 8x8 Admin"
-- flagged: several in one finding, and only those that are new
--   profile id=u1
--   assignment user=u1 role="IT Admin"
--   assignment user=u1 role="VCC Admin" since=9
--   assignment user=u1 role="Billing Admin" since=9
--   finds u1 reason="Gained within the last 7 days: Billing Admin, VCC Admin"
-- flagged: a wider scope is a gain, too
--   profile id=u1
--   assignment user=u1 role="IT Admin" scope=Company since=9
--   assignment_past user=u1 role="IT Admin" scope=Site until=9
--   finds u1 reason="Gained within the last 7 days: IT Admin (Company)"
-- flagged: somebody else had it, or this user in another account
--   profile id=u1
--   profile id=u1 account=B
--   assignment user=u1 role="IT Admin" since=9
--   assignment_past user=u2 role="IT Admin" until=9
--   assignment_past account=B user=u1 role="IT Admin" until=9
--   finds u1 account=A
-- flagged: had it long ago
--   night run=3 as_of=2026-06-01
--   night run=8 as_of=2026-11-01
--   profile id=u1
--   assignment user=u1 role="IT Admin" since=9
--   assignment_past user=u1 role="IT Admin" until=3
--   finds u1
-- passes: one day before the limit, or since the first night
--   night run=5 as_of=2026-11-13
--   profile id=u1
--   assignment user=u1 role="IT Admin" since=5
--   assignment user=u1 role="VCC Admin" since=1
-- passes: the same role, of another day, under an alias, or of a user written in another way
--   profile id=u1 user_name=ada email=ada@a.example
--   assignment user=u1 role="IT Admin" scope=Site granted=2026-11-20 since=9
--   assignment_past user=u1 role="IT Admin" scope=Site granted=2020-01-01 until=9
--   assignment user=u1 role="My 8x8 Admin" since=9
--   assignment_past user=u1 role="My8x8 Admin" until=9
--   assignment user=u1 role="VCC Admin" since=9
--   assignment_past user=ADA role="VCC Admin" until=9
--   assignment user=u1 role="Billing Admin" since=9
--   assignment_past user=Ada@A.example role="Billing Admin" until=9
-- passes: the user was renamed, and the assignment with it
--   profile id=u1 user_name=byron
--   profile_past id=u1 user_name=ada until=9
--   assignment user=byron role="IT Admin" since=9
--   assignment_past user=ada role="IT Admin" until=9
-- passes: lost for a night, as when its row could not be read
--   night run=7 as_of=2026-11-19
--   night run=8 as_of=2026-11-20
--   profile id=u1
--   assignment user=u1 role="IT Admin" since=9
--   assignment_past user=u1 role="IT Admin" until=8
-- passes: not privileged, or not in the catalogue, or no profile
--   profile id=u1
--   assignment user=u1 role=Reader since=9
--   assignment user=u1 role="Nobody Knows This" since=9
--   assignment user=u9 role="Super Admin" since=9
with before as (
  -- The night before those days: what was held then is not new.
  select max((select min(run) from run_supply where kind = 'roles' and state = 'read'),
             coalesce((select max(run) from run
                        where run.run < (select min(near.run) from run as near
                                          where near.as_of >= date(tonight.as_of, '-' || :days || ' days'))),
                      0)) as run
    from tonight),
held as materialized (
  select assignment_past.account,
         role_name.role,
         coalesce(assignment_past.scope, '') as scope,
         lower(assignment_past.user) as name
    from before
    join assignment_past on assignment_past.until > before.run and assignment_past.begun <= before.run
    join role_name on role_name.name = assignment_past.role),
gained as (
  select held_role.profile, held_role.role, coalesce(assignment.scope, '') as scope, held_role.words
    from before
    join assignment on assignment.since > before.run
    join held_role on held_role.assignment = assignment.assignment
   where held_role.privileged),
fresh as (
  select distinct gained.profile, gained.words
    from gained
    join profile on profile.profile = gained.profile
   where (profile.account, gained.role, gained.scope, lower(profile.id))
         not in (select account, role, scope, name from held)
     and (profile.account, gained.role, gained.scope, coalesce(profile.user_name, ''))
         not in (select account, role, scope, name from held)
     and (profile.account, gained.role, gained.scope, coalesce(profile.email, ''))
         not in (select account, role, scope, name from held)
     and not exists (select 1
                       from before
                       join profile_past as was
                         on was.profile = profile.profile and was.id = profile.id and was.until > before.run
                      where (profile.account, gained.role, gained.scope, coalesce(was.user_name, ''))
                            in (select account, role, scope, name from held)
                         or (profile.account, gained.role, gained.scope, coalesce(was.email, ''))
                            in (select account, role, scope, name from held)))
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Gained within the last ' || :days || case when :days = 1 then ' day' else ' days' end
         || ': ' || group_concat(listed.words, ', ') as reason
  from (select profile, words from fresh order by profile, words) as listed
  join profile on profile.profile = listed.profile
 group by profile.profile;
