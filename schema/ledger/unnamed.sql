-- Tonight's findings that have no row yet, in the order in which they get one.
select found.found, fired.rule, fired.account, fired.subject_kind, fired.subject
  from found
  join fired on fired.rowid = found.fired
 where found.finding is null
 order by fired.rule, fired.account, fired.subject_kind, fired.subject;
