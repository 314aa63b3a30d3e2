-- waiver-unused: Every waiver covers a finding
-- severity: low
-- needs: users or roles or roster or accounts or contacts or registrations or crm or erp or extensions
-- policy: P12
-- controls: NIST 800-53: CA-7, AC-2(4); ISO 27001: 8.2; SOC 2: CC6.3; CIS: 5.1; PCI DSS: 7.2.4
-- why: What it was given for is gone, or was never there. Left in the file, it would accept the finding unseen should it
--   come back.
-- fix: Take the waiver out of the waiver file, or correct the id, or the rule, account and subject that it names.
--
-- flagged: with the reason
--   waiver id=K7Q2-M4TD state=unused why="no finding has this id" owner=o@a.example approved_by=c@a.example
--   waiver rule=mfa-missing account=A subject=u1 state=unused why="its finding is resolved" owner=o@a.example approved_by=c@a.example
--   finds K7Q2-M4TD kind=waiver account="" severity=low reason="It covers nothing, no finding has this id: K7Q2-M4TD (owner o@a.example, approved by c@a.example)"
--   finds "mfa-missing: u1" account=A reason="It covers nothing, its finding is resolved: mfa-missing of u1 (owner o@a.example, approved by c@a.example)"
-- passes: one that holds, and one whose finding could not be assessed
--   waiver id=K7Q2-M4TD state=holds
--   waiver id=A7Q2-M4TD state=not-assessed
-- passes: one that has not begun, and one that is over
--   waiver id=K7Q2-M4TD state=later
--   waiver id=A7Q2-M4TD state=expired
select null as profile,
       account,
       'waiver' as subject_kind,
       name as subject,
       null as severity,
       'It covers nothing, ' || why || ': ' || min(words) as reason
  from waiver_tonight
 where state = 'unused'
 group by account, name;
