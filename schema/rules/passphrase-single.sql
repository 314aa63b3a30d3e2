-- passphrase-single: Two custodians or more of the passphrase can act
-- severity: high
-- needs: accounts.passphrase_custodians, users.status, roles
-- uses: roster
-- policy: P5, P1
-- controls: NIST 800-53: IA-5, AC-2, PS-4; ISO 27001: 5.17; SOC 2: CC6.1; CIS: 5.2; PCI DSS: 8.2.2;
--   47 CFR: 64.2010(b)(e)(f)
-- why: The policy asks that somebody always has access to the Admin Console and knows the passphrase. With one such
--   person, an illness or a notice is enough to lose both on the same day.
-- fix: Tell the passphrase to one more admin: an active, named person with Super Admin, Company Admin or IT Admin.
--   Write them into the list of custodians, and take out who cannot act any more.
--
-- flagged: one custodian can act
--   account id=A passphrase_set=yes passphrase_custodians="[""u1""]"
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   finds A kind=account reason="1 custodian can act: u1; 2 are wanted"
-- flagged: critical when none can, as none is named, or as the named are no usable admins
--   account id=A passphrase_set=yes passphrase_custodians="[]"
--   account id=B passphrase_set=yes passphrase_custodians="[""u1"",""u2"",""u3"",""u4"",""u5""]"
--   account id=C passphrase_set=yes
--   person employee_number=E1 status=departed ended=2026-11-21
--   profile id=u1 account=B employee_number=E1
--   profile id=u2 account=B status=inactive
--   profile id=u3 account=B given_name=Front family_name=Desk
--   profile id=u4 account=B user_type=shared
--   assignment account=B user=u1 role="Super Admin"
--   assignment account=B user=u2 role="Super Admin"
--   assignment account=B user=u3 role="Super Admin"
--   assignment account=B user=u4 role="Super Admin"
--   finds A kind=account severity=critical reason="No custodian is named; 2 are wanted"
--   finds B kind=account account=B severity=critical reason="None of the 5 custodians can act; 2 are wanted"
--   finds C kind=account account=C severity=critical
-- flagged: named twice is one custodian
--   account id=A passphrase_set=yes passphrase_custodians="[""u1"",""u1@a.example"",""U1""]"
--   profile id=u1
--   assignment user=u1 role="IT Admin"
--   finds A reason="1 custodian can act: u1; 2 are wanted"
-- flagged: the second is an admin of another account
--   account id=A passphrase_set=yes passphrase_custodians="[""u1"",""u2""]"
--   profile id=u1
--   profile id=u2 account=B
--   assignment user=u1 role="IT Admin"
--   assignment account=B user=u2 role="IT Admin"
--   finds A
-- passes: two who can act, by id and by e-mail
--   account id=A passphrase_set=yes passphrase_custodians="[""u1"",""U2@a.example"",""gone""]"
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="IT Admin"
-- passes: there is no passphrase, or the accounts list does not have the account
--   account id=A passphrase_set=no passphrase_custodians="[]"
--   profile id=u1 account=B
select null as profile,
       account.id as account,
       'account' as subject_kind,
       account.id as subject,
       case when coalesce(able.able, 0) = 0 then 'critical' end as severity,
       case
         when coalesce(able.named, 0) = 0 then 'No custodian is named'
         when able.able = 0 and able.named = 1 then 'The one custodian cannot act'
         when able.able = 0 then 'None of the ' || able.named || ' custodians can act'
         else '1 custodian can act: ' || able.ids
       end || '; 2 are wanted' as reason
  from account
  left join (select delegate.account,
                    count(*) as named,
                    count(usable_admin.profile) as able,
                    min(case when usable_admin.profile is not null then profile.id end) as ids
               from (select account, profile, min(name) as name
                       from account_delegate
                      where part = 'custodian'
                      group by account, coalesce(profile, name)) as delegate
               left join usable_admin on usable_admin.account = delegate.account
                                     and usable_admin.profile = delegate.profile
               left join profile on profile.profile = delegate.profile
              group by delegate.account) as able
         on able.account = account.id
 where account.source > 0
   and coalesce(account.passphrase_set, '') <> 'no'
   and coalesce(able.able, 0) < 2;
