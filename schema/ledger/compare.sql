-- Holds tonight's findings (temp.fired, one row each) against the ledger (finding).
-- What is gone is resolved only where its rule was evaluated and its subject was read; all else is not assessed.

-- Gone tonight, or no longer to be told.
insert into finding_event (run, finding, state, why)
select tonight.run,
       finding.finding,
       case
         when run_rule.state = 'off' then 'resolved'
         when coalesce(run_rule.state, 'not-evaluated') = 'not-evaluated' then 'not-assessed'
         when exists (select 1 from run_rejected
                       where run_rejected.run = tonight.run
                         and run_rejected.account = finding.account
                         and run_rejected.subject = finding.subject) then 'not-assessed'
         else 'resolved'
       end,
       case
         when run_rule.state = 'off' then 'the policy switched the rule off'
         when run_rule.rule is null then 'the rule is no longer part of the program'
         when run_rule.state = 'not-evaluated' then run_rule.reason
         when exists (select 1 from run_rejected
                       where run_rejected.run = tonight.run
                         and run_rejected.account = finding.account
                         and run_rejected.subject = finding.subject) then 'the row of its subject was rejected'
         else 'data'
       end
  from tonight
  join finding on finding.state <> 'resolved'
  left join run_rule on run_rule.run = tonight.run and run_rule.rule = finding.rule
 where not exists (select 1 from fired
                    where fired.rule = finding.rule
                      and fired.account = finding.account
                      and fired.subject_kind = finding.subject_kind
                      and fired.subject = finding.subject);

-- There again.
insert into finding_event (run, finding, state, why)
select tonight.run,
       finding.finding,
       case finding.state when 'resolved' then 'reopened' else 'open' end,
       case finding.state when 'resolved' then 'it is there again' else 'it could be assessed again' end
  from tonight
  join fired
  join finding
    on finding.rule = fired.rule
   and finding.account = fired.account
   and finding.subject_kind = fired.subject_kind
   and finding.subject = fired.subject
 where finding.state in ('resolved', 'not-assessed');

-- What is no longer new.
update finding
   set state = 'open', last_run = (select run from tonight)
 where state in ('new', 'reopened');

-- What was there until last night was last seen then.
update finding
   set last_seen = (select run.as_of from run where run.run < (select run from tonight) order by run.run desc limit 1)
 where state not in ('resolved', 'not-assessed')
   and finding in (select finding from finding_event
                    where run = (select run from tonight) and state in ('resolved', 'not-assessed'));

update finding
   set (state, last_run) = (select finding_event.state, finding_event.run
                              from finding_event
                             where finding_event.run = (select run from tonight)
                               and finding_event.finding = finding.finding)
 where finding in (select finding from finding_event where run = (select run from tonight));

-- The facts of tonight, where they differ.
update finding
   set severity = fired.severity,
       reason = fired.reason,
       name = fired.name,
       email = fired.email,
       roles = fired.roles,
       last_run = (select run from tonight)
  from fired
 where finding.rule = fired.rule
   and finding.account = fired.account
   and finding.subject_kind = fired.subject_kind
   and finding.subject = fired.subject
   and (   finding.severity <> fired.severity
        or finding.reason <> fired.reason
        or finding.name is not fired.name
        or finding.email is not fired.email
        or finding.roles is not fired.roles);
