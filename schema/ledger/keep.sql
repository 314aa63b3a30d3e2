-- Keeps those that the night changed as they were. What is merely no longer new is not kept: the run that made it new or
-- reopened says so.
insert into run_finding (run, finding, severity, state, name, email, roles, reason, last_seen, last_run)
select tonight.run, was.finding, was.severity, was.state, was.name, was.email, was.roles, was.reason, was.last_seen,
       was.last_run
  from tonight, remembered as was
  join finding on finding.finding = was.finding
 where finding.severity <> was.severity
    or finding.name is not was.name
    or finding.email is not was.email
    or finding.roles is not was.roles
    or finding.reason <> was.reason
    or case was.state when 'new' then 'open' when 'reopened' then 'open' else was.state end <> finding.state;

drop table remembered;
