-- passphrase-stale: The passphrase was changed after its primary admin left
-- severity: critical
-- needs: accounts.passphrase_changed, accounts.primary_admin, roster.status or roster.ended
-- uses: users
-- policy: P5, P4, P1
-- controls: NIST 800-53: IA-5, AC-2, PS-4; ISO 27001: 5.17; SOC 2: CC6.1; CIS: 5.2; PCI DSS: 8.2.2;
--   47 CFR: 64.2010(b)(e)(f)
-- why: Whoever was primary admin knows the passphrase, and support takes its word on the phone for billing and call
--   routing. Until it is changed, somebody who left can still speak for the company.
-- fix: Support Portal (My 8x8) > (user) > My Profile > Edit: set a new passphrase tonight, tell it to the custodians
--   only, and write the day into the accounts list. If there is a new primary admin, name them there too.
--
-- flagged: the primary admin left on the day of the last change, and after it
--   account id=A primary_admin=u1 passphrase_set=yes passphrase_changed=2026-09-01
--   account id=B primary_admin=u1 passphrase_set=yes passphrase_changed=2026-08-31
--   person employee_number=E1 status=departed ended=2026-09-01
--   profile id=u1 employee_number=E1 status=inactive
--   profile id=u1 account=B employee_number=E1
--   finds A kind=account reason="Last changed on 2026-09-01; u1 (primary admin) left on 2026-09-01"
--   finds B kind=account account=B reason="Last changed on 2026-08-31; u1 (primary admin) left on 2026-09-01"
-- flagged: left today
--   account id=A primary_admin=U1@a.example passphrase_changed=2020-01-01
--   person email=u1@a.example status=employed ended=2026-11-21
--   profile id=u1
--   finds A kind=account reason="Last changed on 2020-01-01; U1@a.example (primary admin) left on 2026-11-21"
-- flagged: a primary admin of earlier nights, whose profile is gone
--   account id=A primary_admin=u2 passphrase_set=yes passphrase_changed=2026-03-01
--   account_past until=9 id=A primary_admin=old@a.example
--   person email=old@a.example status=departed ended=2026-05-04
--   profile id=u2
--   finds A kind=account reason="Last changed on 2026-03-01; old@a.example (former primary admin) left on 2026-05-04"
-- flagged: a primary admin of earlier nights, named by the id of a profile that is gone
--   account id=A primary_admin=u2 passphrase_changed=2026-03-01
--   account_past until=9 id=A primary_admin=u1
--   profile_past until=9 id=u1 employee_number=E1
--   profile_past until=9 account=B id=u1 employee_number=E2
--   person employee_number=E1 status=departed ended=2026-05-04
--   person employee_number=E2 status=departed ended=2026-10-04
--   profile id=u2
--   finds A kind=account reason="Last changed on 2026-03-01; u1 (former primary admin) left on 2026-05-04"
-- flagged: of several, the one who left last speaks
--   account id=A primary_admin=u1 passphrase_changed=2026-03-01
--   account_past until=9 id=A primary_admin=u2
--   account_past until=9 id=A primary_admin=u3
--   person employee_number=E1 status=departed ended=2026-05-04
--   person employee_number=E2 status=departed ended=2026-06-04
--   person employee_number=E3 status=departed ended=2026-04-04
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   profile id=u3 employee_number=E3
--   finds A reason="Last changed on 2026-03-01; u2 (former primary admin) left on 2026-06-04, and 2 more"
-- flagged: no last day is recorded, so the night that first said departed counts
--   night run=2 as_of=2026-08-01
--   account id=A primary_admin=u1 passphrase_changed=2026-08-01
--   account id=B primary_admin=u1 passphrase_changed=2026-08-02
--   person employee_number=E1 status=departed since=2
--   profile id=u1 employee_number=E1
--   profile id=u1 account=B employee_number=E1
--   finds A reason="Last changed on 2026-08-01; u1 (primary admin) left (no day recorded)"
-- passes: changed on the day after
--   account id=A primary_admin=u1 passphrase_changed=2026-09-02
--   person employee_number=E1 status=departed ended=2026-09-01
--   profile id=u1 employee_number=E1
-- passes: leaves tomorrow, or came back
--   account id=A primary_admin=u1 passphrase_changed=2020-01-01
--   account id=B primary_admin=u2 passphrase_changed=2020-01-01
--   person employee_number=E1 status=employed ended=2026-11-22
--   person employee_number=E2 status=employed ended=2026-05-01 hired=2026-06-01
--   profile id=u1 employee_number=E1
--   profile id=u2 account=B employee_number=E2
-- passes: there is no passphrase, or nobody knows when it was changed, which other rules report
--   account id=A primary_admin=u1 passphrase_set=no passphrase_changed=2020-01-01
--   account id=B primary_admin=u1 passphrase_set=yes
--   person employee_number=E1 status=departed ended=2026-09-01
--   profile id=u1 employee_number=E1
--   profile id=u1 account=B employee_number=E1
-- passes: who left was primary admin of another account, or a custodian, or nobody in particular
--   account id=A primary_admin=u2 passphrase_changed=2020-01-01 passphrase_custodians="[""u1""]"
--   account id=B primary_admin=u3 passphrase_changed=2026-10-01
--   account_past until=9 id=B primary_admin=u1
--   person employee_number=E1 status=departed ended=2026-09-01
--   profile id=u1 employee_number=E1
--   profile id=u2
--   profile id=u1 account=B employee_number=E1
--   profile id=u3 account=B
select null as profile,
       account,
       'account' as subject_kind,
       account as subject,
       null as severity,
       'Last changed on ' || changed || '; ' || name || ' (' || part || ') ' || words
         || case when leavers > 1 then ', and ' || (leavers - 1) || ' more' else '' end as reason
  from (select account, changed, name, part, words,
               row_number() over (partition by account order by gone desc, part desc, name) as place,
               count(*) over (partition by account) as leavers
          from (select account, changed, max(part) as part, min(name) as name,
                       max(words) as words, max(gone) as gone
                  from passphrase_leaver
                 where part in ('primary admin', 'former primary admin')
                   and changed is not null
                 group by account, changed, person))
 where place = 1;
