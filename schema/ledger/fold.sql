-- Of findings as they were, takes out what is the same now that the night has changed them: of those that it kept, and of all
-- that it wrote out. A reason that has other digits only becomes a number: 1, and its digits, which are eighteen at most.
drop table if exists temp.fold;

create temp table fold as
select was.run,
       was.finding,
       was.reason,
       coalesce((select group_concat(letter, '')
                   from (select substr(was.reason, key + 1, 1) as letter
                           from json_each('[0' || replace(hex(zeroblob(length(was.reason) - 1)), '00', ',0') || ']')
                          order by key)
                  where letter between '0' and '9'), '') as digits
  from finding_was as was
 where was.run = (select run from tonight)
    or was.finding in (select finding from refaced);

update finding_was
   set severity = iif(finding_was.severity is now.severity, 0, finding_was.severity),
       name = iif(finding_was.name is now.name, 0, finding_was.name),
       email = iif(finding_was.email is now.email, 0, finding_was.email),
       roles = iif(finding_was.roles is now.roles, 0, finding_was.roles),
       reason = iif(length(fold.digits) <= 18, cast('1' || fold.digits as integer), finding_was.reason)
  from fold
  join finding as now on now.finding = fold.finding
 where fold.run = finding_was.run
   and fold.finding = finding_was.finding;

-- What the digits do not say stays as it was.
update finding_was
   set reason = fold.reason
  from fold
  join run_finding on run_finding.run = fold.run and run_finding.finding = fold.finding
 where fold.run = finding_was.run
   and fold.finding = finding_was.finding
   and run_finding.reason is not fold.reason;

drop table fold;

drop table refaced;
