-- Writes the ledger of tonight: what is gone (temp.gone), what is there (temp.fired), and what of that is waived
-- (run_waiver_cover). Findings that are new have their row already.

-- What the rules about waivers found is not gone.
delete from gone
 where rule glob 'waiver-*'
   and exists (select 1 from fired
                where fired.rule = gone.rule
                  and fired.account = gone.account
                  and fired.subject_kind = gone.subject_kind
                  and fired.subject = gone.subject);

-- Gone tonight, or no longer to be told.
insert into finding_event (run, finding, state, why, cause)
select tonight.run, gone.finding, gone.state, gone.why, gone.cause
  from tonight, gone
 where gone.state <> gone.was;

drop table if exists temp.waived;

-- There, and accepted tonight.
create temp table waived as
select run_waiver_cover.finding, max(waiver_tonight.until) as until
  from tonight
  join run_waiver_cover on run_waiver_cover.run = tonight.run
  join waiver_tonight on waiver_tonight.place = run_waiver_cover.place
 group by run_waiver_cover.finding;

create index temp.waived_of on waived (finding);

insert into finding_event (run, finding, state, why, cause)
select tonight.run, finding.finding, 'waived', 'waived until ' || waived.until, 'waiver'
  from tonight, waived
  join finding on finding.finding = waived.finding
 where finding.state <> 'waived';

-- There again, or no longer accepted.
insert into finding_event (run, finding, state, why, cause)
select tonight.run,
       finding.finding,
       case finding.state when 'not-assessed' then 'open' else 'reopened' end,
       case finding.state
         when 'not-assessed' then 'it could be assessed again'
         when 'waived' then coalesce((select min(ended.words) from ended where ended.finding = finding.finding),
                                     'the waiver was taken out of the waiver file')
         else coalesce('it is there again: ' || shift.why, 'it is there again')
       end,
       case finding.state
         when 'not-assessed' then 'missing-input'
         when 'waived' then 'waiver'
         else coalesce(shift.cause, 'data')
       end
  from tonight
  join finding on finding.state in ('resolved', 'not-assessed', 'waived')
  join fired
    on fired.rule = finding.rule
   and fired.account = finding.account
   and fired.subject_kind = finding.subject_kind
   and fired.subject = finding.subject
  left join shift on shift.rule = finding.rule
 where finding.finding not in (select finding from waived);

-- New for another reason than the data.
insert into finding_event (run, finding, state, why, cause)
select tonight.run, finding.finding, 'new', shift.why, shift.cause
  from tonight
  join shift
  join finding
    on finding.rule = shift.rule
   and finding.first_run = tonight.run
 where finding.finding not in (select finding from waived);

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
