-- role-internal: Nobody holds a role that the vendor keeps for itself
-- severity: low
-- needs: users, roles
-- policy: P2
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: Such a role is a remnant of the vendor's move from older systems. It was never meant for customers, so nobody
--   here decided who should have it, and the vendor may change what it allows.
-- fix: Admin Console > Roles & permissions > Assignments: remove the role from this user, and assign one of the
--   ordinary roles if the user needs any. If it cannot be removed, open a case in the Support Portal.
--
-- flagged: Basic User, beside an ordinary role
--   profile id=u1
--   assignment user=u1 role="Basic User" scope=Company granted=2021-01-01
--   assignment user=u1 role="IT Admin"
--   finds u1 reason="Holds Basic User (Company, since 2021-01-01), which the vendor keeps for itself"
-- flagged: an internal role of the policy's own, and the same one twice
--   role role=Migration privileges="routing" internal=yes
--   profile id=u1
--   assignment user=u1@a.example role=Migration
--   assignment user=u1 role=Migration
--   assignment user=u1 role="Basic User"
--   finds u1 reason="Holds Basic User, Migration, which the vendor keeps for itself"
-- flagged: inactive profiles as well, each in its own account
--   profile id=u1 status=inactive
--   profile id=u1 account=B
--   profile id=u1 account=C
--   assignment user=u1 role="Basic User"
--   assignment account=B user=u1 role="Basic User"
--   finds u1
--   finds u1 account=B
-- passes: ordinary roles, and one that nobody knows
--   profile id=u1
--   assignment user=u1 role=Reader
--   assignment user=u1 role="Super Admin"
--   assignment user=u1 role="basic user"
-- passes: the user is no profile, which role-dangling reports
--   profile id=u1
--   assignment user=u9 role="Basic User"
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Holds ' || held.words || ', which the vendor keeps for itself' as reason
  from (select profile, group_concat(words, ', ') as words
          from (select distinct profile, words
                  from held_role
                 where internal = 'yes'
                 order by profile, words)
         group by profile) as held
  join profile on profile.profile = held.profile;
