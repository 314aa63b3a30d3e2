-- Brings the ledger to what tonight's events (finding_event) and facts (temp.found) say.

-- What is no longer new.
update finding
   set state = 'open', last_run = (select run from tonight)
 where state in ('new', 'reopened')
   and last_run < (select run from tonight);

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
   set severity = found.severity,
       reason = found.reason,
       name = found.name,
       email = found.email,
       roles = found.roles,
       last_run = (select run from tonight)
  from found
 where found.finding = finding.finding
   and finding.finding in (select finding from found where differs);
