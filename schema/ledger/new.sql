-- Gives a row to each of tonight's findings that has none: those in temp.named.
insert into finding (finding, id, rule, account, subject_kind, subject, severity, state, name, email, roles, reason,
                     first_seen, first_run, last_seen, last_run)
select named.finding, named.id, fired.rule, fired.account, fired.subject_kind, fired.subject, found.severity, 'new',
       found.name, found.email, found.roles, found.reason, tonight.as_of, tonight.run, tonight.as_of, tonight.run
  from tonight
 cross join named
 cross join found on found.found = named.found
 cross join fired on fired.rowid = found.fired
 order by named.finding;

update found
   set finding = named.finding
  from named
 where found.found = named.found;

delete from named;
