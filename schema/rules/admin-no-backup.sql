-- admin-no-backup: Every account has enough admins who can act
-- severity: high
-- needs: users.status, roles
-- uses: roster, accounts
-- policy: P2, P5, P12
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: When the only admin leaves or falls ill, nobody can change the phone system, and support has to verify a
--   stranger. Somebody must always be able to open the Admin Console.
-- fix: Admin Console > Roles & permissions > Assignments > Create assignment: give a second, named and active person
--   Company Admin or Super Admin. With no usable admin left, let the account's primary admin speak to support.
-- parameter minimum: 2, 1 to 20, usable admins an account must have
--
-- flagged: one admin, where two are needed
--   profile id=u1
--   assignment user=u1 role="IT Admin"
--   finds A kind=account reason="Only u1 can act as admin, fewer than the minimum of 2"
-- flagged: no admin at all; roles that do not open the Admin Console do not count
--   profile id=u1
--   profile id=u2
--   profile id=u3
--   assignment user=u1 role="VCC Admin"
--   assignment user=u2 role="My 8x8 Admin"
--   assignment user=u3 role="Admin of Nothing"
--   finds A kind=account severity=critical reason="Nobody can act as admin, fewer than the minimum of 2"
-- flagged: the others are inactive, locked, pending, unknown, departed, a filler, shared or a service
--   person employee_number=E1 status=departed ended=2026-11-21
--   profile id=u1
--   profile id=u2 status=inactive
--   profile id=u3 status=locked
--   profile id=u4 status=pending
--   profile id=u5 status=unknown
--   profile id=u6 employee_number=E1
--   profile id=u7 given_name=Admin family_name=User
--   profile id=u8 user_type=shared
--   profile id=u9 user_type=service
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
--   assignment user=u4 role="Super Admin"
--   assignment user=u5 role="Super Admin"
--   assignment user=u6 role="Super Admin"
--   assignment user=u7 role="Super Admin"
--   assignment user=u8 role="Super Admin"
--   assignment user=u9 role="Super Admin"
--   finds A kind=account reason="Only u1 can act as admin, fewer than the minimum of 2"
-- flagged: one profile with two roles is one admin
--   profile id=u1
--   assignment user=u1 role="Super Admin"
--   assignment user=u1 role="IT Admin"
--   finds A kind=account
-- flagged: an account without any profile, and one whose admins are those of another account
--   account id=A
--   profile id=u1 account=B
--   profile id=u2 account=C
--   profile id=u3 account=C
--   assignment account=B user=u2 role="Super Admin"
--   assignment account=C user=u2 role="Super Admin"
--   assignment account=C user=u3 role="Super Admin"
--   finds A kind=account severity=critical
--   finds B kind=account account=B severity=critical
-- flagged: five are named, the rest counted, in order of their ids
--   set minimum=8
--   profile id=u3
--   profile id=u1
--   profile id=u5
--   profile id=u2
--   profile id=u6
--   profile id=u4
--   assignment user=u3 role="IT Admin"
--   assignment user=u1 role="IT Admin"
--   assignment user=u5 role="IT Admin"
--   assignment user=u4 role="IT Admin"
--   assignment user=u6 role="IT Admin"
--   assignment user=u2 role="IT Admin"
--   finds A kind=account reason="Only u1, u2, u3, u4, u5 and 1 more can act as admin, fewer than the minimum of 8"
-- flagged: exactly five are all named, and each account counts its own
--   set minimum=6
--   profile id=u5
--   profile id=u1
--   profile id=u3
--   profile id=u2
--   profile id=u4
--   profile id=u6 account=B
--   assignment user=u1 role="IT Admin"
--   assignment user=u2 role="IT Admin"
--   assignment user=u3 role="IT Admin"
--   assignment user=u4 role="IT Admin"
--   assignment user=u5 role="IT Admin"
--   assignment account=B user=u6 role="IT Admin"
--   finds A kind=account reason="Only u1, u2, u3, u4, u5 can act as admin, fewer than the minimum of 6"
--   finds B kind=account account=B reason="Only u6 can act as admin, fewer than the minimum of 6"
-- passes: exactly the minimum; a type nobody knows counts as a person
--   profile id=u1 user_type=person
--   profile id=u2 user_type=unknown
--   assignment user=u1 role="Super Admin"
--   assignment user=U2@a.example role="Company Admin"
-- passes: one is enough where the policy says so
--   set minimum=1
--   profile id=u1
--   assignment user=u1 role="IT Admin"
-- passes: a role of the policy's own opens the Admin Console
--   role role="Console Clerk" privileges="admin-console"
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="Console Clerk"
--   assignment user=u2 role="Console Clerk"
select null as profile,
       account.id as account,
       'account' as subject_kind,
       account.id as subject,
       case when usable.admins is null then 'critical' end as severity,
       coalesce('Only ' || (select group_concat(case when place <= 5 then id end, ', ')
                                     || case when count(*) > 5 then ' and ' || (count(*) - 5) || ' more' else '' end
                              from (select id, row_number() over (order by id) as place
                                      from usable_admin
                                     where usable_admin.account = account.id
                                     order by id)), 'Nobody')
         || ' can act as admin, fewer than the minimum of ' || :minimum as reason
  from account
  left join (select account, count(*) as admins from usable_admin group by account) as usable
         on usable.account = account.id
 where coalesce(usable.admins, 0) < :minimum;
