-- waiver-overlapping: No finding is covered by two waivers
-- severity: medium
-- needs: users or roles or roster or accounts or contacts or registrations or crm or erp or extensions
-- policy: P12
-- controls: NIST 800-53: CA-7, AC-2(4); ISO 27001: 8.2; SOC 2: CC6.3; CIS: 5.1; PCI DSS: 7.2.4
-- why: Two waivers have two owners and two last days, and nobody knows which of them counts. When one is withdrawn, the
--   other still holds.
-- fix: Keep the waiver that was approved last, and take the other out of the waiver file.
--
-- flagged: by id, and by rule, account and subject
--   finding finding=5 id=K7Q2-M4TD rule=mfa-missing subject=u1
--   waiver place=1 id=K7Q2-M4TD until=2027-01-31
--   waiver place=2 rule=mfa-missing account=A subject=u1 until=2026-12-31
--   covers place=1 finding=5
--   covers place=2 finding=5
--   finds K7Q2-M4TD kind=waiver account="" severity=medium reason="2 waivers cover mfa-missing of u1, until 2027-01-31, 2026-12-31"
-- passes: one waiver of two findings, and two waivers of one each
--   finding finding=5 id=K7Q2-M4TD subject=u1
--   finding finding=6 id=A7Q2-M4TD subject=u2
--   finding finding=7 id=B7Q2-M4TD subject=u3
--   waiver place=1 rule=mfa-missing account=A subject=u1
--   waiver place=2 id=B7Q2-M4TD
--   covers place=1 finding=5
--   covers place=1 finding=6
--   covers place=2 finding=7
-- passes: of an earlier night
--   finding finding=5 id=K7Q2-M4TD
--   waiver place=1 id=K7Q2-M4TD
--   covers run=1 place=1 finding=5
--   covers run=1 place=2 finding=5
select null as profile,
       '' as account,
       'waiver' as subject_kind,
       finding.id as subject,
       null as severity,
       count(*) || ' waivers cover ' || finding.rule || ' of ' || finding.subject || ', until '
         || group_concat(covered.until, ', ') as reason
  from (select run_waiver_cover.finding, waiver_tonight.until
          from tonight
          join run_waiver_cover on run_waiver_cover.run = tonight.run
          join waiver_tonight on waiver_tonight.place = run_waiver_cover.place
         order by run_waiver_cover.finding, run_waiver_cover.place) as covered
  join finding on finding.finding = covered.finding
 group by finding.finding
having count(*) > 1;
