-- How many findings the run leaves, by severity and state, for the trend of later reports.
insert into run_count (run, severity, state, findings)
select tonight.run, finding.severity, finding.state, count(*)
  from tonight
  join finding on finding.state <> 'resolved' or finding.last_run = tonight.run
 group by finding.severity, finding.state;
