-- role-expired: No role outlasts its last day
-- severity: high
-- needs: users, roles.expires
-- policy: P2, P4
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: A role was given for a time, and the time is over. Whoever set the day expected that nobody would have to
--   think of it again.
-- fix: Admin Console > Roles & permissions > Assignments: remove the assignment. If it is needed longer, have it
--   approved again and set a new day where you record it.
--
-- flagged: the day after the last one
--   profile id=u1
--   assignment user=u1 role="IT Admin" scope=Site expires=2026-11-20
--   finds u1 reason="Still held after its last day: IT Admin (Site, until 2026-11-20)"
-- flagged: several in one finding, privileged or not, known or not
--   profile id=u1 status=inactive
--   assignment user=u1 role=Reader expires=2026-01-31
--   assignment user=u1 role="My8x8 Admin" expires=2025-12-31
--   assignment user=u1 role="Nobody Knows This" expires=2025-12-31
--   assignment user=u1 role="Super Admin"
--   finds u1 reason="Still held after its last day: My 8x8 Admin (until 2025-12-31), Nobody Knows This (until 2025-12-31), Reader (until 2026-01-31)"
-- passes: the last day itself, and later
--   profile id=u1
--   assignment user=u1 role="IT Admin" expires=2026-11-21
--   assignment user=u1 role="VCC Admin" expires=2026-11-22
-- passes: no last day
--   profile id=u1
--   assignment user=u1 role="IT Admin" expires=null
--   assignment user=u1 role="VCC Admin" expires=
-- passes: expired and renewed for the same scope
--   profile id=u1
--   assignment user=u1 role="IT Admin" scope=Site expires=2026-06-30
--   assignment user=u1 role="IT Admin" scope=Site expires=2026-12-31
--   assignment user=u1 role="My8x8 Admin" expires=2026-06-30
--   assignment user=u1 role="My 8x8 Admin"
-- passes: no profile, which role-dangling reports
--   profile id=u1 account=B
--   assignment user=u1 role="IT Admin" expires=2026-06-30
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Still held after its last day: ' || expired.words as reason
  from (select profile, group_concat(words, ', ') as words
          from (select profile,
                       role || ' (' || case when scope <> '' then scope || ', ' else '' end
                         || 'until ' || max(expires) || ')' as words
                  from (select assignment.profile,
                               coalesce(role_name.role, assignment.role) as role,
                               coalesce(assignment.scope, '') as scope,
                               coalesce(nullif(assignment.expires, ''), '9999-12-31') as expires
                          from assignment
                          left join role_name on role_name.name = assignment.role
                         where assignment.profile in (select late.profile
                                                        from tonight
                                                        join assignment as late on late.expires < tonight.as_of))
                 group by profile, role, scope
                having max(expires) < (select as_of from tonight)
                 order by profile, words)
         group by profile) as expired
  join profile on profile.profile = expired.profile;
