-- What was open at the end of the last sixty runs, oldest first; a run without findings has a row, too.
select run.run,
       run.as_of,
       run.complete,
       run_count.severity,
       sum(run_count.findings) as findings
  from (select run, as_of, complete from run order by run desc limit 60) as run
  left join run_count on run_count.run = run.run and run_count.state in ('new', 'open', 'reopened')
 group by run.run, run_count.severity
 order by run.run;
