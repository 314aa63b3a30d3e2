-- waiver-lapsed: Every waiver is about the facts that it was given for
-- severity: medium
-- needs: users or roles or roster or accounts or contacts or registrations or crm or erp or extensions
-- policy: P12
-- controls: NIST 800-53: CA-7, AC-2(4); ISO 27001: 8.2; SOC 2: CC6.3; CIS: 5.1; PCI DSS: 7.2.4
-- why: A waiver accepts what was known when it was given. Somebody who has gained a role since, or whose profile is active
--   again, is another risk, and nobody has accepted that one. A waiver that lapsed does not hold again.
-- fix: Look at what changed, and at the finding, which is open. Where it may stay, have a new waiver approved with today's
--   date ('rollcall waive'); take the old one out of the waiver file.
--
-- flagged: with what changed
--   waiver id=K7Q2-M4TD state=lapsed why="lapsed on 2026-11-20: role Super Admin was added" owner=o@a.example approved_by=c@a.example
--   finds K7Q2-M4TD kind=waiver account="" severity=medium reason="It lapsed on 2026-11-20: role Super Admin was added: K7Q2-M4TD (owner o@a.example, approved by c@a.example)"
-- flagged: two about one finding are one
--   waiver rule=mfa-missing account=A subject=u1 state=lapsed why="lapsed on 2026-11-19: x" owner=o@a.example approved_by=c@a.example
--   waiver rule=mfa-missing account=A subject=u1 state=lapsed why="lapsed on 2026-11-20: y" owner=o@a.example approved_by=c@a.example
--   finds "mfa-missing: u1" account=A
-- passes: one that holds, or whose place another has taken
--   waiver id=K7Q2-M4TD state=holds
--   waiver id=B7Q2-M4TD state=replaced
select null as profile,
       account,
       'waiver' as subject_kind,
       name as subject,
       null as severity,
       'It ' || max(why) || ': ' || words as reason
  from waiver_tonight
 where state = 'lapsed'
 group by account, name;
