-- Removes what no run shows that stays: temp.kept has the runs that stay, temp.dropped those that go with this.
-- What a report shows of the run itself; what is needed to know what was, stays: run, run_source, run_supply, run_count,
-- run_override and finding_event.

-- A finding as it was until a run changed it, where no run that stays saw it so.
delete from run_finding
 where (run, finding) in (
         select run, finding
           from (select run_finding.run,
                        run_finding.finding,
                        coalesce(lag(run_finding.run) over (partition by run_finding.finding order by run_finding.run),
                                 finding.first_run) as begun
                   from run_finding
                   join finding on finding.finding = run_finding.finding) as version
          where not exists (select 1 from kept where kept.run >= version.begun and kept.run < version.run));

-- A last login likewise.
delete from run_login
 where (run, profile) in (
         select run, profile
           from (select run, profile, coalesce(lag(run) over (partition by profile order by run), 0) as begun
                   from run_login) as version
          where not exists (select 1 from kept where kept.run >= version.begun and kept.run < version.run));

-- Findings that were resolved before all that stays, and that nobody decided on or waived.
create temp table forgotten as
select finding
  from finding
 where state = 'resolved'
   and last_run < (select min(run) from kept)
   and not exists (select 1 from decision where decision.finding = finding.finding)
   and not exists (select 1 from waiver_hold where waiver_hold.finding = finding.finding);

delete from run_finding where finding in (select finding from forgotten);

delete from finding_event where finding in (select finding from forgotten);

delete from finding where finding in (select finding from forgotten);

drop table forgotten;

-- Texts that decided none of the runs that stay.
delete from document where sha256 not in (select sha256 from run_document);
