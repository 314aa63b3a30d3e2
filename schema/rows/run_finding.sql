-- Findings as they were before a run changed them: finding_was, with what is 0 there taken from the finding as it is now.
create view run_finding as
select was.run,
       was.finding,
       iif(typeof(was.severity) <> 'integer', was.severity, now.severity) as severity,
       was.state,
       iif(typeof(was.name) <> 'integer', was.name, now.name) as name,
       iif(typeof(was.email) <> 'integer', was.email, now.email) as email,
       iif(typeof(was.roles) <> 'integer', was.roles, now.roles) as roles,
       was.reason,
       was.last_seen,
       was.last_run
  from main.finding_was as was
  join main.finding as now on now.finding = was.finding;
