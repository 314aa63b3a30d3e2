-- The findings of the last run in report order: open ones first, then by severity and by age.
-- Resolved ones are those of this run. "last_seen" of what is there is the day of the run.
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
  from tonight
  join finding on finding.state <> 'resolved' or finding.last_run = tonight.run
  left join finding_event on finding_event.run = tonight.run and finding_event.finding = finding.finding
  left join (select run_waiver_cover.finding, max(waiver_tonight.until) as until
               from tonight
               join run_waiver_cover on run_waiver_cover.run = tonight.run
               join waiver_tonight on waiver_tonight.place = run_waiver_cover.place
              group by run_waiver_cover.finding) as waived
         on waived.finding = finding.finding
        and finding.state = 'waived'
 order by finding.state in ('new', 'reopened', 'open') desc,
          case when finding.state in ('new', 'reopened', 'open') then 0
               when finding.state = 'waived' then 1
               when finding.state = 'not-assessed' then 2
               else 3 end,
          case finding.severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end,
          finding.rule,
          finding.first_seen,
          finding.account,
          finding.subject_kind,
          finding.subject;
