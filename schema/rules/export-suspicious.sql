-- export-suspicious: Every export looks like what the account has
-- severity: medium
-- needs: users or roles or roster or accounts or contacts or registrations or crm or erp or extensions
-- policy: P12
-- controls: NIST 800-53: CA-7, AC-2(4); ISO 27001: 8.2; SOC 2: CC6.3; CIS: 5.1; PCI DSS: 7.2.4
-- why: An export that grew by half overnight, was not made anew, or lost letters on its way can be read and still be
--   wrong. Nothing was refused, so what the other findings say about this source deserves a second look.
-- fix: Compare the export with the console (number of users, newest user, a name with an accent), and export it again
--   if they differ. If it is right, raise the limit that is named, under the source in the policy.
--
-- flagged: one finding a source, with all that was said of it
--   guard source=users guard=grown state=warned reason="it has 160 records where the last run read 100"
--   guard source=users guard=header state=warned reason="the column 'Pager' is new"
--   guard source=roster guard=stale state=warned reason="it was written 20 hours ago"
--   finds users kind=source account="" reason="grown: it has 160 records where the last run read 100; header: the column 'Pager' is new"
--   finds roster kind=source account="" reason="stale: it was written 20 hours ago"
-- flagged: letters that some program lost
--   damage source=users field=given_name kind=underscore count=3 line=17
--   damage source=users field=display_name kind=mojibake count=1 line=4
--   finds users kind=source reason="mojibake in display_name (1 record, first on line 4); underscore in given_name (3 records, first on line 17)"
-- flagged: a warning and a damage of one source are one finding
--   guard source=users guard=grown state=warned reason="more"
--   damage source=users field=extension kind=leading-zeros count=2 line=9
--   finds users kind=source reason="grown: more; leading-zeros in extension (2 records, first on line 9)"
-- passes: a guard that had nothing to say, was overridden with a reason, or is off
--   guard source=users guard=grown state=passed
--   guard source=users guard=shrunk state=overridden reason="it has 10 records where the last run read 100"
--   guard source=users guard=header state=off
-- passes: what was said on an earlier night
--   guard run=1 source=users guard=grown state=warned reason="more"
--   damage run=1 source=users field=given_name kind=underscore count=3 line=17
select null as profile,
       '' as account,
       'source' as subject_kind,
       source as subject,
       null as severity,
       group_concat(words, '; ') as reason
  from (select source, words
          from (select run_guard.source, 1 as place, guard as name, guard || ': ' || reason as words
                  from run_guard
                  join tonight on tonight.run = run_guard.run
                 where state = 'warned'
                union all
                select run_damage.source,
                       2,
                       field || kind,
                       kind || ' in ' || field || ' (' || count || case count when 1 then ' record' else ' records' end
                         || ', first on line ' || line || ')'
                  from run_damage
                  join tonight on tonight.run = run_damage.run)
         order by source, place, name)
 group by source;
