-- waiver-expiring: No waiver ends within the next weeks
-- severity: low
-- needs: users or roles or roster or accounts or contacts or registrations or crm or erp or extensions
-- policy: P12
-- controls: NIST 800-53: CA-7, AC-2(4); ISO 27001: 8.2; SOC 2: CC6.3; CIS: 5.1; PCI DSS: 7.2.4
-- why: When the last day has passed, the finding is open again and may fail the night. Whoever answers for it has time to
--   mend it, or to have it accepted anew.
-- fix: Ask the owner whether the finding is still needed as it is. If so, have a new waiver approved before the last day
--   ('rollcall waive').
-- parameter days: 30, 1 to 365, days before its last one on which a waiver is reported
--
-- flagged: the last day is as far away as the limit, and today
--   waiver id=K7Q2-M4TD until=2026-12-21 owner=o@a.example approved_by=c@a.example
--   waiver id=A7Q2-M4TD until=2026-11-21
--   finds K7Q2-M4TD kind=waiver account="" severity=low reason="The last day is 2026-12-21, within 30 days: K7Q2-M4TD (owner o@a.example, approved by c@a.example)"
--   finds A7Q2-M4TD
-- flagged: the limit of the policy
--   set days=31
--   waiver rule=mfa-missing account=A subject=u1 until=2026-12-22
--   finds "mfa-missing: u1" account=A
-- passes: the last day is a day further away
--   waiver id=K7Q2-M4TD until=2026-12-22
-- passes: another waiver of the same finding holds longer
--   waiver id=K7Q2-M4TD until=2026-12-01
--   waiver id=K7Q2-M4TD until=2027-06-01
-- passes: it holds no more, or covers nothing
--   waiver id=K7Q2-M4TD state=expired until=2026-11-20
--   waiver id=A7Q2-M4TD state=lapsed until=2026-12-01
--   waiver id=B7Q2-M4TD state=unused until=2026-12-01
select null as profile,
       account,
       'waiver' as subject_kind,
       name as subject,
       null as severity,
       'The last day is ' || max(until) || ', within ' || :days || case when :days = 1 then ' day' else ' days' end || ': '
         || words as reason
  from waiver_tonight
 where state = 'holds'
 group by account, name
having max(until) <= (select date(tonight.as_of, '+' || :days || ' days') from tonight);
