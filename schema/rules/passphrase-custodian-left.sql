-- passphrase-custodian-left: No custodian left without a change of the passphrase
-- severity: high
-- needs: accounts.passphrase_custodians, roster.status or roster.ended
-- uses: users
-- policy: P4, P5, P1
-- controls: NIST 800-53: IA-5, AC-2, PS-4; ISO 27001: 5.17; SOC 2: CC6.1; CIS: 5.2; PCI DSS: 8.2.2;
--   47 CFR: 64.2010(b)(e)(f)
-- why: A custodian who left takes the passphrase along. A former employee who now works for a competitor is whom the
--   policy warns of.
-- fix: Support Portal (My 8x8) > (user) > My Profile > Edit: set a new passphrase, and write the day into the
--   accounts list. Then name a custodian in the place of who left.
--
-- flagged: left on the day of the last change, and is named by id, user name or e-mail
--   account id=A passphrase_changed=2026-09-01 passphrase_custodians="[""u1"",""BEA"",""c@a.example"",""u4""]"
--   person employee_number=E1 status=departed ended=2026-09-01
--   person employee_number=E2 status=employed ended=2026-11-21
--   person employee_number=E3 status=departed since=9
--   person employee_number=E4 status=employed
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2 user_name=bea status=inactive
--   profile id=u3 employee_number=E3 email=c@a.example
--   profile id=u4 employee_number=E4
--   finds u1 reason="Custodian of the passphrase, left on 2026-09-01; it was last changed on 2026-09-01"
--   finds u2 reason="Custodian of the passphrase, left on 2026-11-21; it was last changed on 2026-09-01"
--   finds u3 reason="Custodian of the passphrase, left (no day recorded); it was last changed on 2026-09-01"
-- flagged: has no profile, and is in the roster
--   account id=A passphrase_changed=2026-01-01 passphrase_custodians="[""Gone@a.example""]"
--   person email=gone@a.example status=departed ended=2026-09-01
--   finds Gone@a.example kind=user
-- flagged: nobody knows when the passphrase was changed
--   account id=A passphrase_set=yes passphrase_custodians="[""u1""]"
--   person employee_number=E1 status=departed ended=2020-01-01
--   profile id=u1 employee_number=E1
--   finds u1 reason="Custodian of the passphrase, left on 2020-01-01; the day of its last change is not known"
-- flagged: named twice is one finding
--   account id=A passphrase_changed=2026-01-01 passphrase_custodians="[""u1"",""u1@a.example""]"
--   person employee_number=E1 status=departed ended=2026-09-01
--   profile id=u1 employee_number=E1
--   finds u1
-- passes: changed on the day after, leaves tomorrow, came back, or is in no roster
--   account id=A passphrase_changed=2026-09-02 passphrase_custodians="[""u1"",""u2"",""u3"",""u4"",""gone@x""]"
--   person employee_number=E1 status=departed ended=2026-09-01
--   person employee_number=E2 status=employed ended=2026-11-22
--   person employee_number=E3 status=employed ended=2026-10-01 hired=2026-11-01
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   profile id=u3 employee_number=E3
--   profile id=u4
-- passes: is or was the primary admin, of whom passphrase-stale speaks
--   account id=A primary_admin=u1 passphrase_changed=2026-01-01 passphrase_custodians="[""u1@a.example"",""u2""]"
--   account_past until=9 id=A primary_admin=u2
--   person employee_number=E1 status=departed ended=2026-09-01
--   person employee_number=E2 status=departed ended=2026-09-01
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
-- passes: there is no passphrase, no custodian, or it is another account's
--   account id=A passphrase_set=no passphrase_changed=2026-01-01 passphrase_custodians="[""u1""]"
--   account id=B passphrase_changed=2026-01-01 passphrase_custodians="[]"
--   account id=C passphrase_changed=2026-01-01 passphrase_custodians="[""u1""]"
--   person employee_number=E1 status=departed ended=2026-09-01
--   profile id=u1 employee_number=E1
--   profile id=u1 account=B employee_number=E1
--   profile id=u1 account=C
select leaver.profile,
       leaver.account,
       case when leaver.profile is null then 'user' else 'profile' end as subject_kind,
       coalesce(profile.id, leaver.name) as subject,
       null as severity,
       'Custodian of the passphrase, ' || leaver.words || '; '
         || coalesce('it was last changed on ' || leaver.changed, 'the day of its last change is not known') as reason
  from (select account, profile, person, min(name) as name, min(words) as words, changed
          from passphrase_leaver
         where part = 'custodian'
         group by account, person) as leaver
  left join profile on profile.profile = leaver.profile
 where leaver.changed is null
    or not exists (select 1
                     from passphrase_leaver as admin
                    where admin.account = leaver.account
                      and admin.person = leaver.person
                      and admin.part <> 'custodian');
