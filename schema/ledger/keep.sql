-- Keeps the findings that the night is about to change as they were. What is merely no longer new is not kept: the run that
-- made it new or reopened says so.
insert into run_finding (run, finding, severity, state, name, email, roles, reason, last_seen, last_run)
select tonight.run,
       finding.finding,
       finding.severity,
       finding.state,
       finding.name,
       finding.email,
       finding.roles,
       finding.reason,
       finding.last_seen,
       finding.last_run
  from tonight
  join (select finding from found where differs
         union
        select finding_event.finding
          from tonight
          join finding_event on finding_event.run = tonight.run
          join finding on finding.finding = finding_event.finding
         where finding_event.state
                 <> case when finding.state in ('new', 'reopened') then 'open' else finding.state end) as changing
  join finding on finding.finding = changing.finding
 where finding.first_run < tonight.run;
