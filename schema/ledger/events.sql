-- Writes what changes tonight about the findings of the ledger: what is gone (temp.gone), what is there (temp.found), and what
-- of that is waived (run_waiver_cover). Findings that are new have their row already.

-- What the rules about waivers found is not gone.
delete from gone where rule glob 'waiver-*' and finding in (select finding from found where finding is not null);

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
  join found on found.was in ('resolved', 'not-assessed', 'waived')
 cross join finding on finding.finding = found.finding
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
