drop table if exists temp.refaced;

-- Findings of which tonight shows more than other digits in the reason: their earlier rows are told anew.
create temp table refaced as
select finding.finding
  from found
  join finding on finding.finding = found.finding
 where found.differs
   and (   finding.severity <> found.severity
        or finding.name is not found.name
        or finding.email is not found.email
        or finding.roles is not found.roles
        or replace(replace(replace(replace(replace(replace(replace(replace(replace(
             finding.reason, '1', '0'), '2', '0'), '3', '0'), '4', '0'), '5', '0'), '6', '0'), '7', '0'), '8', '0'), '9', '0')
           <> replace(replace(replace(replace(replace(replace(replace(replace(replace(
             found.reason, '1', '0'), '2', '0'), '3', '0'), '4', '0'), '5', '0'), '6', '0'), '7', '0'), '8', '0'), '9', '0'));

drop table if exists temp.finding_before;

-- Keeps the findings that the night is about to change as they were, until fold.sql takes them. What is merely no longer new is
-- not kept: the run that made it new or reopened says so.
create temp table finding_before as
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
 where finding.first_run < tonight.run
union all
select run, finding, severity, state, name, email, roles, reason, last_seen, last_run
  from run_finding
 where finding in (select finding from refaced);

drop table refaced;
