drop table if exists temp.refaced;

-- Findings of which tonight shows another severity, name, e-mail or role: what earlier rows have from them is written out first.
create temp table refaced as
select finding.finding
  from found
  join finding on finding.finding = found.finding
 where found.differs
   and (   finding.severity <> found.severity
        or finding.name is not found.name
        or finding.email is not found.email
        or finding.roles is not found.roles);

update finding_was
   set severity = iif(typeof(finding_was.severity) = 'integer', now.severity, finding_was.severity),
       name = iif(typeof(finding_was.name) = 'integer', now.name, finding_was.name),
       email = iif(typeof(finding_was.email) = 'integer', now.email, finding_was.email),
       roles = iif(typeof(finding_was.roles) = 'integer', now.roles, finding_was.roles)
  from finding as now
 where now.finding = finding_was.finding
   and finding_was.finding in (select finding from refaced);

-- Keeps the findings that the night is about to change as they were. What is merely no longer new is not kept: the run that
-- made it new or reopened says so.
insert into finding_was (run, finding, severity, state, name, email, roles, reason, last_seen, last_run)
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
