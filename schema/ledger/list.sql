-- The findings of the last run in the order of place.sql. "last_seen" of what is there is the day of the run.
select finding.id,
       finding.rule,
       finding.severity,
       finding.state,
       finding.account,
       finding.subject_kind,
       finding.subject,
       finding.name,
       finding.email,
       finding.roles,
       finding.reason,
       finding.first_seen,
       case when finding.state in ('resolved', 'not-assessed') then finding.last_seen else tonight.as_of end as last_seen,
       cast(julianday(tonight.as_of) - julianday(finding.first_seen) as integer) as age_days,
       waived.until as waived_until,
       finding_event.cause,
       finding_event.why
  from finding_place
 cross join tonight
 cross join finding on finding.finding = finding_place.finding
  left join finding_event on finding_event.run = tonight.run and finding_event.finding = finding.finding
  left join (select run_waiver_cover.finding, max(waiver_tonight.until) as until
               from tonight
               join run_waiver_cover on run_waiver_cover.run = tonight.run
               join waiver_tonight on waiver_tonight.place = run_waiver_cover.place
              group by run_waiver_cover.finding) as waived
         on waived.finding = finding.finding
        and finding.state = 'waived'
 order by finding_place.rowid;
