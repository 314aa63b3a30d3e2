-- Findings as they were before a run changed them: finding_was, with what is not there taken from the finding as it is now.
create view run_finding as
select was.run,
       was.finding,
       iif(typeof(was.severity) <> 'integer', was.severity, now.severity) as severity,
       was.state,
       iif(typeof(was.name) <> 'integer', was.name, now.name) as name,
       iif(typeof(was.email) <> 'integer', was.email, now.email) as email,
       iif(typeof(was.roles) <> 'integer', was.roles, now.roles) as roles,
       -- The sentence of now, with the digits of then in the place of its own.
       iif(typeof(was.reason) <> 'integer', was.reason,
           printf(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
               now.reason, '%', '%%'), '0', '%c'), '1', '%c'), '2', '%c'), '3', '%c'), '4', '%c')
               , '5', '%c'), '6', '%c'), '7', '%c'), '8', '%c'), '9', '%c'),
             substr(was.reason, 2, 1), substr(was.reason, 3, 1), substr(was.reason, 4, 1), substr(was.reason, 5, 1),
             substr(was.reason, 6, 1), substr(was.reason, 7, 1), substr(was.reason, 8, 1), substr(was.reason, 9, 1),
             substr(was.reason, 10, 1), substr(was.reason, 11, 1), substr(was.reason, 12, 1), substr(was.reason, 13, 1),
             substr(was.reason, 14, 1), substr(was.reason, 15, 1), substr(was.reason, 16, 1), substr(was.reason, 17, 1),
             substr(was.reason, 18, 1), substr(was.reason, 19, 1))) as reason,
       iif(typeof(was.last_seen) <> 'integer', was.last_seen, now.first_seen) as last_seen,
       was.last_run
  from main.finding_was as was
  join main.finding as now on now.finding = was.finding;
