-- Removes what no run shows that stays: temp.kept has the runs that stay, temp.dropped those that go with this.
-- What a report shows of the run itself; what is needed to know what was, stays: run, run_source, run_supply, run_count,
-- run_override and finding_event.

-- A finding as it was until a run changed it, where no run that stays saw it so.
delete from finding_was
 where (run, finding) in (
         select run, finding
           from (select run_finding.run,
                        run_finding.finding,
                        coalesce(lag(run_finding.run) over (partition by run_finding.finding order by run_finding.run),
                                 finding.first_run) as begun
                   from run_finding
                   join finding on finding.finding = run_finding.finding) as version
          where not exists (select 1 from kept where kept.run >= version.begun and kept.run < version.run));

-- A last login likewise: of runs of which one goes, what stays is written anew (login_before.sql).
create temp table login_version as
select run,
       profile,
       last_login,
       exists (select 1 from kept where kept.run >= version.begun and kept.run < version.run) as stays
  from (select run, profile, last_login, coalesce(lag(run) over (partition by profile order by run), 0) as begun
          from run_login) as version;

create temp table login_before as
select run, profile, last_login
  from login_version
 where stays
   and run in (select run from login_version where not stays);

delete from login_change where run in (select run from login_version where not stays);

delete from login_apart where run in (select run from login_version where not stays);

drop table login_version;

-- What rules came to and guards had to say stands once for runs one after another: of these some may go and some stay.
create temp table outcome_kept as
select kept.run, setting, findings
  from rule_outcome
  join kept on kept.run between rule_outcome.run and coalesce(last, rule_outcome.run)
 where exists (select 1 from dropped where dropped.run between rule_outcome.run and coalesce(last, rule_outcome.run));

delete from rule_outcome
 where exists (select 1 from dropped where dropped.run between rule_outcome.run and coalesce(last, rule_outcome.run));

insert into rule_outcome (run, setting, findings, last)
select min(run), setting, findings, nullif(max(run), min(run))
  from (select *, run - row_number() over (partition by setting, findings order by run) as part from outcome_kept)
 group by setting, findings, part;

drop table outcome_kept;

create temp table guard_kept as
select kept.run, source, guard, state, reason, measure
  from known_guard
  join kept on kept.run between known_guard.run and coalesce(last, known_guard.run)
 where exists (select 1 from dropped where dropped.run between known_guard.run and coalesce(last, known_guard.run));

delete from known_guard
 where exists (select 1 from dropped where dropped.run between known_guard.run and coalesce(last, known_guard.run));

insert into known_guard (run, source, guard, state, reason, measure, last)
select min(run), source, guard, state, reason, measure, nullif(max(run), min(run))
  from (select *, run - row_number() over (partition by source, guard, state, reason, measure order by run) as part
          from guard_kept)
 group by source, guard, state, reason, measure, part;

drop table guard_kept;

-- Columns and texts that no run has any more.
insert into repetition (run, columns, documents, sources, supplies)
select run, 0, 0, run, run
  from dropped
 where true
    on conflict (run) do update
   set columns = 0,
       documents = 0;

delete from known_column
 where run not in (select columns from repetition)
   and run in (select run from repetition);

delete from known_document
 where run not in (select documents from repetition)
   and run in (select run from repetition);

-- Findings that were resolved before all that stays, and that nobody decided on or waived.
create temp table forgotten as
select finding
  from finding
 where state = 'resolved'
   and last_run < (select min(run) from kept)
   and not exists (select 1 from decision where decision.finding = finding.finding)
   and not exists (select 1 from waiver_hold where waiver_hold.finding = finding.finding);

delete from finding_was where finding in (select finding from forgotten);

delete from finding_event where finding in (select finding from forgotten);

delete from finding where finding in (select finding from forgotten);

drop table forgotten;

-- Texts that decided none of the runs that stay.
delete from document where sha256 not in (select sha256 from run_document);
