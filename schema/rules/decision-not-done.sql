-- decision-not-done: What was decided to be fixed is fixed
-- severity: high
-- needs: users or roles or roster or accounts or contacts or registrations or crm or erp or extensions
-- policy: P12
-- controls: NIST 800-53: CA-7, AC-2(4); ISO 27001: 8.2; SOC 2: CC6.3; CIS: 5.1; PCI DSS: 7.2.4
-- why: Somebody decided that this must be mended, and it is still there in a later export. A ticket that was closed is no
--   proof; the next population is.
-- fix: Do what the finding itself says, or decide anew in review.csv with a reason. The finding ends with the one that it
--   is about.
--
-- flagged: one finding, with who decided and when
--   undone finding=K7Q2-M4TD rule=mfa-missing account=A subject_kind=profile subject=u1 decided_by=c.lam@abc.example decided=2026-11-20
--   finds u1 kind=profile account=A reason="Decided to be fixed and still there: mfa-missing (K7Q2-M4TD, by c.lam@abc.example on 2026-11-20)"
-- flagged: two about one profile are one, and one of another account is its own
--   profile id=u1
--   undone finding=K7Q2-M4TD rule=mfa-missing account=A subject_kind=profile subject=u1 decided_by=c decided=2026-11-20
--   undone finding=A7Q2-M4TD rule=leaver-active account=A subject_kind=profile subject=u1 decided_by=d decided=2026-11-19
--   undone finding=B7Q2-M4TD rule=mfa-missing account=B subject_kind=profile subject=u1 decided_by=c decided=2026-11-20
--   finds u1 account=A reason="Decided to be fixed and still there: leaver-active (A7Q2-M4TD, by d on 2026-11-19); mfa-missing (K7Q2-M4TD, by c on 2026-11-20)"
--   finds u1 account=B
-- passes: nothing that was decided is left
--   profile id=u1
select max(profile.profile) as profile,
       undone.account,
       undone.subject_kind,
       undone.subject,
       null as severity,
       'Decided to be fixed and still there: ' || group_concat(undone.words, '; ') as reason
  from (select *, rule || ' (' || finding || ', by ' || decided_by || ' on ' || decided || ')' as words
          from undone
         order by rule, finding) as undone
  left join profile
    on undone.subject_kind = 'profile'
   and profile.account = undone.account
   and profile.id = undone.subject
 group by undone.account, undone.subject_kind, undone.subject;
