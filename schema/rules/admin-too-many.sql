-- admin-too-many: Privileged profiles are few
-- severity: medium
-- needs: users.status, roles
-- uses: accounts
-- policy: P2, P12
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: Every privileged profile is one more password that opens the phone system and one more caller whom support
--   obeys. Where a fifth of a company is privileged, nobody looks after it in particular.
-- fix: Admin Console > Roles & permissions > Assignments: sort by role, ask each holder what it is needed for, and
--   remove what is not. Give the rest the smallest role and scope that will do.
-- parameter share: 20%, 1 to 100, of an account's active profiles may be privileged
-- parameter most: 8, 1 to 10000, privileged profiles are in order whatever the share
--
-- flagged: more than the share and more than the number
--   set share=50
--   set most=1
--   profile id=u1
--   profile id=u2
--   profile id=u3
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Billing Admin"
--   finds A kind=account reason="2 of 3 active profiles are privileged (66.6 %), more than 50 % and more than 1"
-- flagged: more than the share by less than one in a hundred
--   set share=66
--   set most=1
--   profile id=u1
--   profile id=u2
--   profile id=u3
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Billing Admin"
--   finds A kind=account reason="2 of 3 active profiles are privileged (66.6 %), more than 66 % and more than 1"
-- flagged: inactive profiles count on neither side; the primary admin does
--   set share=50
--   set most=1
--   account id=A primary_admin=u2
--   profile id=u1
--   profile id=u2
--   profile id=u3 status=inactive
--   profile id=u4 status=null
--   assignment user=u1 role="Super Admin"
--   assignment user=u1 role="Billing Admin"
--   assignment user=u3 role="Billing Admin"
--   finds A kind=account reason="2 of 2 active profiles are privileged (100.0 %), more than 50 % and more than 1"
-- passes: exactly the share
--   set share=50
--   set most=1
--   profile id=u1
--   profile id=u2
--   profile id=u3
--   profile id=u4
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
-- passes: exactly the number
--   set share=10
--   set most=2
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
-- passes: a small account may be all admins, as shipped
--   profile id=u1
--   profile id=u2
--   profile id=u3
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
-- passes: the privileged are those of another account
--   set share=10
--   set most=2
--   profile id=u1
--   profile id=u2
--   profile id=u1 account=B
--   profile id=u2 account=B
--   assignment user=u1 role=Reader
--   assignment account=B user=u1 role="Super Admin"
--   assignment account=B user=u2 role="Super Admin"
select null as profile,
       account,
       'account' as subject_kind,
       account as subject,
       null as severity,
       privileged || ' of ' || active || ' active profiles are privileged ('
         || (privileged * 100 / active) || '.' || (privileged * 1000 / active % 10) || ' %), more than ' || :share || ' % and more than ' || :most as reason
  from (select many.account, many.privileged, active_count.profiles as active
          from (select account, count(*) as privileged
                  from privileged_profile
                 where status = 'active'
                 group by account
                having count(*) > :most) as many
          join active_count on active_count.account = many.account)
 where privileged * 100 > :share * active;
