-- role-duplicate: No role is assigned twice
-- severity: low
-- needs: users, roles
-- policy: P2
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: Whoever takes a role away removes one assignment and believes it gone. The second one keeps it alive.
-- fix: Admin Console > Roles & permissions > Assignments: search for the user, and remove all but one of the
--   assignments with the same role and scope.
--
-- flagged: the same role and scope, granted on two days
--   profile id=u1
--   assignment user=u1 role="IT Admin" scope=Site granted=2024-01-01
--   assignment user=u1 role="IT Admin" scope=Site granted=2025-01-01
--   finds u1 reason="Assigned more than once: IT Admin (Site, 2 times)"
-- flagged: no scope is a scope, too; an alias is the same role; the user is written in three ways
--   profile id=u1 user_name=ada email=ada@a.example
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=ADA role="My8x8 Admin" scope=
--   assignment user=ada@a.example role="My8x8 Admin" scope=null
--   finds u1 reason="Assigned more than once: My 8x8 Admin (3 times)"
-- flagged: several roles in one finding, also such as the catalogue does not have
--   profile id=u1
--   assignment user=u1 role="Nobody Knows This"
--   assignment user=u1 role="Nobody Knows This"
--   assignment user=u1 role=Reader scope=Site
--   assignment user=u1 role=Reader scope=Site
--   finds u1 reason="Assigned more than once: Nobody Knows This (2 times), Reader (Site, 2 times)"
-- passes: in another scope
--   profile id=u1
--   assignment user=u1 role="IT Admin" scope=Bristol
--   assignment user=u1 role="IT Admin" scope=Rotterdam
--   assignment user=u1 role="IT Admin"
-- passes: each source has it once, which is one assignment seen twice
--   profile id=u1
--   assignment user=u1 role="IT Admin" source=2
--   assignment user=u1 role="IT Admin" source=3
-- passes: another profile, or the same id in another account
--   profile id=u1
--   profile id=u2
--   profile id=u1 account=B
--   assignment user=u1 role="IT Admin"
--   assignment user=u2 role="IT Admin"
--   assignment account=B user=u1 role="IT Admin"
-- passes: no profile, which role-dangling reports
--   assignment user=u9 role="IT Admin"
--   assignment user=u9 role="IT Admin"
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Assigned more than once: ' || twice.words as reason
  from (select profile, group_concat(words, ', ') as words
          from (select distinct profile,
                       role || ' (' || case when scope <> '' then scope || ', ' else '' end || times
                         || ' times)' as words
                  from (select assignment.profile,
                               assignment.source,
                               coalesce(role_name.role, assignment.role) as role,
                               coalesce(assignment.scope, '') as scope,
                               count(*) as times
                          from assignment
                          left join role_name on role_name.name = assignment.role
                         where assignment.profile is not null
                         group by 1, 2, 3, 4
                        having count(*) > 1)
                 order by profile, words)
         group by profile) as twice
  join profile on profile.profile = twice.profile;
