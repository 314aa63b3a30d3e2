-- waiver-expired: No waiver is past its last day
-- severity: medium
-- needs: users or roles or roster or accounts or contacts or registrations or crm or erp or extensions
-- policy: P12
-- controls: NIST 800-53: CA-7, AC-2(4); ISO 27001: 8.2; SOC 2: CC6.3; CIS: 5.1; PCI DSS: 7.2.4
-- why: What was accepted for a while is accepted no longer, and nobody said so since. The finding that it was given for is
--   open again where it is still there.
-- fix: Do what the finding itself says, or have a new waiver approved ('rollcall waive'); then take the old one out of the
--   waiver file.
--
-- flagged: the last day was yesterday; a waiver by id belongs to no account
--   waiver id=K7Q2-M4TD state=expired until=2026-11-20 owner=o@a.example approved_by=c@a.example ticket=CHG-1
--   finds K7Q2-M4TD kind=waiver account="" severity=medium reason="The last day was 2026-11-20: K7Q2-M4TD (owner o@a.example, approved by c@a.example, CHG-1)"
-- flagged: a waiver by rule, account and subject belongs to the account; two of the same are one finding
--   waiver rule=mfa-missing account=A subject=u1 state=expired until=2026-11-19 owner=o@a.example approved_by=c@a.example
--   waiver rule=mfa-missing account=A subject=u1 state=expired until=2026-11-20 owner=p@a.example approved_by=c@a.example
--   finds "mfa-missing: u1" account=A reason="The last day was 2026-11-20: mfa-missing of u1 (owner p@a.example, approved by c@a.example)"
-- passes: one that holds, has not begun, or has been replaced
--   waiver id=K7Q2-M4TD state=holds
--   waiver id=A7Q2-M4TD state=later created=2026-12-01
--   waiver id=B7Q2-M4TD state=replaced until=2026-11-20
select null as profile,
       account,
       'waiver' as subject_kind,
       name as subject,
       null as severity,
       'The last day was ' || max(until) || ': ' || words as reason
  from waiver_tonight
 where state = 'expired'
 group by account, name;
