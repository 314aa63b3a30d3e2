-- Of tonight's new findings those whose id another finding has, of the ledger or before them in temp.named.
with double as (
  select id, min(finding) as first
    from named
   group by id
  having count(*) > 1),
taken as (
  select named.found
    from named
    join double on double.id = named.id and named.finding > double.first
   union
  select named.found
    from named
    join finding on finding.id = named.id)
select found.found, fired.rule, fired.account, fired.subject_kind, fired.subject
  from taken
  join found on found.found = taken.found
  join fired on fired.rowid = found.fired
 order by found.found;
