-- Writes findings as they were (temp.finding_before), now that the night has changed them, in little room: 0 stands for what is
-- the same now. A reason that has other digits only becomes a number: 1, and its digits, which are eighteen at most.
drop table if exists temp.fold;

create temp table fold as
select was.*,
       coalesce((select group_concat(letter, '')
                   from (select substr(was.reason, key + 1, 1) as letter
                           from json_each('[0' || replace(hex(zeroblob(length(was.reason) - 1)), '00', ',0') || ']')
                          order by key)
                  where letter between '0' and '9'), '') as digits
  from finding_before as was;

replace into finding_was (run, finding, severity, state, name, email, roles, reason, last_seen, last_run)
select fold.run,
       fold.finding,
       iif(fold.severity is now.severity, 0, fold.severity),
       fold.state,
       iif(fold.name is now.name, 0, fold.name),
       iif(fold.email is now.email, 0, fold.email),
       iif(fold.roles is now.roles, 0, fold.roles),
       iif(length(fold.digits) <= 18, cast('1' || fold.digits as integer), fold.reason),
       iif(fold.last_seen = now.first_seen, 0, fold.last_seen),
       fold.last_run
  from fold
  join finding as now on now.finding = fold.finding
 order by fold.run, fold.finding;

-- What the digits do not say stays as it was.
update finding_was
   set reason = fold.reason
  from fold
  join run_finding on run_finding.run = fold.run and run_finding.finding = fold.finding
 where fold.run = finding_was.run
   and fold.finding = finding_was.finding
   and run_finding.reason is not fold.reason;

drop table fold;

drop table finding_before;
