-- passphrase-old: The passphrase was changed within a year
-- severity: medium
-- needs: accounts.passphrase_changed
-- policy: P1, P5
-- controls: NIST 800-53: IA-5, AC-2, PS-4; ISO 27001: 5.17; SOC 2: CC6.1; CIS: 5.2; PCI DSS: 8.2.2;
--   47 CFR: 64.2010(b)(e)(f)
-- why: A passphrase goes from mouth to mouth with every call to support. The older it is, the more people know it who
--   should not, and nobody remembers who they are.
-- fix: Support Portal (My 8x8) > (user) > My Profile > Edit: set a new passphrase, tell it to the custodians only,
--   and write the day into the accounts list.
-- parameter days: 365, 1 to 3650, days since the last change that are still in order
--
-- flagged: one day more than the limit, 2025-11-21
--   account id=A passphrase_set=yes passphrase_changed=2025-11-20
--   account id=B passphrase_changed=2020-01-01
--   finds A kind=account reason="Last changed on 2025-11-20, more than 365 days ago"
--   finds B kind=account account=B
-- flagged: there is one, and nobody knows since when
--   account id=A passphrase_set=yes
--   finds A kind=account reason="There is a passphrase, and the day of its last change is not known"
-- flagged: the policy is stricter
--   set days=1
--   account id=A passphrase_set=yes passphrase_changed=2026-11-19
--   account id=B passphrase_set=yes passphrase_changed=2026-11-20
--   finds A reason="Last changed on 2026-11-19, more than 1 day ago"
-- passes: exactly at the limit, today, and a day that is still to come
--   account id=A passphrase_set=yes passphrase_changed=2025-11-21
--   account id=B passphrase_set=yes passphrase_changed=2026-11-21
--   account id=C passphrase_set=yes passphrase_changed=2026-11-22
-- passes: there is none, which passphrase-missing reports, or nobody knows whether
--   account id=A passphrase_set=no
--   account id=B passphrase_set=no passphrase_changed=2020-01-01
--   account id=C passphrase_set=unknown
--   account id=D
select null as profile,
       account.id as account,
       'account' as subject_kind,
       account.id as subject,
       null as severity,
       case
         when account.passphrase_changed is null
           then 'There is a passphrase, and the day of its last change is not known'
         else 'Last changed on ' || account.passphrase_changed || ', more than ' || :days
           || case when :days = 1 then ' day' else ' days' end || ' ago'
       end as reason
  from tonight, account
 where coalesce(account.passphrase_set, '') <> 'no'
   and (   account.passphrase_changed < date(tonight.as_of, '-' || :days || ' days')
        or (account.passphrase_changed is null and account.passphrase_set = 'yes'));
