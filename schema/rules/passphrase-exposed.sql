-- passphrase-exposed: Only custodians can see the passphrase
-- severity: medium
-- needs: accounts.passphrase_custodians, roles
-- policy: P1, P2, P9
-- controls: NIST 800-53: IA-5, AC-2, PS-4; ISO 27001: 5.17; SOC 2: CC6.1; CIS: 5.2; PCI DSS: 8.2.2;
--   47 CFR: 64.2010(b)(e)(f)
-- why: Who holds the role reads the passphrase in the portal. A custodian list that leaves them out is no record of
--   who knows it, and a change after somebody leaves may be forgotten.
-- fix: If they need it, add them to the custodians in the accounts list. If not, Admin Console > Roles & permissions
--   > Assignments: take the role away, and set a new passphrase in the Support Portal.
--
-- flagged: holds the role and is no custodian
--   account id=A passphrase_custodians="[""u1""]"
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u2 role="My8x8 Admin" granted=2025-04-01
--   finds u2 reason="Holds My 8x8 Admin (since 2025-04-01), which shows the passphrase; its custodians are u1"
-- flagged: a custodian of another account; two roles are one finding
--   role role="Case Clerk" privileges="support-portal passphrase"
--   account id=A passphrase_custodians="[""boss"",""u9""]"
--   account id=B passphrase_custodians="[""u2""]"
--   profile id=u2
--   profile id=u2 account=B
--   assignment user=u2 role="My 8x8 Admin"
--   assignment user=u2 role="Case Clerk"
--   assignment account=B user=u2 role="Case Clerk"
--   finds u2 reason="Holds Case Clerk, My 8x8 Admin, which shows the passphrase; its custodians are boss, u9"
-- passes: custodians by id, user name and e-mail
--   account id=A passphrase_custodians="[""u1"",""BEA"",""c@a.example""]"
--   profile id=u1
--   profile id=u2 user_name=bea
--   profile id=u3 email=c@a.example
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u2 role="My 8x8 Admin"
--   assignment user=u3 role="My 8x8 Admin"
-- passes: the role does not show the passphrase
--   account id=A passphrase_custodians="[""u1""]"
--   profile id=u2
--   assignment user=u2 role="Super Admin"
--   assignment user=u2 role="Billing Admin"
-- passes: no custodian is named, which passphrase-single reports
--   account id=A passphrase_custodians="[]"
--   account id=B
--   profile id=u1
--   profile id=u1 account=B
--   assignment user=u1 role="My 8x8 Admin"
--   assignment account=B user=u1 role="My 8x8 Admin"
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Holds ' || holder.words || ', which shows the passphrase; its custodians are ' || custodians.names as reason
  from (select account,
               group_concat(case when place <= 5 then name end, ', ')
                 || case when count(*) > 5 then ' and ' || (count(*) - 5) || ' more' else '' end as names
          from (select account, name, row_number() over (partition by account order by name) as place
                  from account_delegate
                 where part = 'custodian'
                 order by account, name)
         group by account) as custodians
  join (select account, profile, group_concat(words, ', ') as words
          from (select held_role.account, held_role.profile, held_role.words
                  from held_role
                 where held_role.account in (select account from account_delegate where part = 'custodian')
                   and held_role.role in (select role from role_privilege where privilege = 'passphrase')
                 order by held_role.profile, held_role.words)
         group by account, profile) as holder
    on holder.account = custodians.account
  join profile on profile.profile = holder.profile
 where holder.profile not in (select profile
                                from account_delegate
                               where part = 'custodian'
                                 and profile is not null);
