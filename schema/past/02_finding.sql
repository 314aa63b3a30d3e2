-- The findings as the run left them: as the first later run found them that changed them, else as they are.
create temp table finding as
with later as materialized (
       select finding, min(run) as run
         from main.run_finding
        where run > :run
        group by finding),
     was as materialized (
       select run_finding.*
         from later
         join main.run_finding on run_finding.run = later.run and run_finding.finding = later.finding),
     kept as (
       select finding.finding, finding.id, finding.rule, finding.account, finding.subject_kind, finding.subject,
              finding.first_seen, finding.first_run,
              case when was.run is null then finding.severity else was.severity end as severity,
              case when was.run is null then finding.state else was.state end as state,
              case when was.run is null then finding.name else was.name end as name,
              case when was.run is null then finding.email else was.email end as email,
              case when was.run is null then finding.roles else was.roles end as roles,
              case when was.run is null then finding.reason else was.reason end as reason,
              case when was.run is null then finding.last_seen else was.last_seen end as last_seen,
              case when was.run is null then finding.last_run else was.last_run end as last_run
         from main.finding
         left join was on was.finding = finding.finding
        where finding.first_run <= (select run from tonight))
select finding, id, rule, account, subject_kind, subject, severity,
       -- What became merely older is not kept: new and reopened are told by the run that made it so.
       case
         when state not in ('open', 'new', 'reopened') then state
         when first_run = (select run from tonight) then 'new'
         when exists (select 1 from main.finding_event as event
                       where event.run = (select run from tonight)
                         and event.finding = kept.finding
                         and event.state = 'reopened') then 'reopened'
         else 'open'
       end as state,
       name, email, roles, reason, first_seen, first_run, last_seen, last_run
  from kept;

create unique index temp.finding_at on finding (finding);

create index temp.finding_about on finding (account, subject);
