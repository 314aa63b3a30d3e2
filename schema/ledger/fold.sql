-- Of findings as they were, takes out what is the same now that the night has changed them: of those that it kept, and of all
-- that it wrote out.
update finding_was
   set severity = iif(finding_was.severity is now.severity, 0, finding_was.severity),
       name = iif(finding_was.name is now.name, 0, finding_was.name),
       email = iif(finding_was.email is now.email, 0, finding_was.email),
       roles = iif(finding_was.roles is now.roles, 0, finding_was.roles)
  from finding as now
 where now.finding = finding_was.finding
   and finding_was.run = (select run from tonight);

update finding_was
   set severity = iif(finding_was.severity is now.severity, 0, finding_was.severity),
       name = iif(finding_was.name is now.name, 0, finding_was.name),
       email = iif(finding_was.email is now.email, 0, finding_was.email),
       roles = iif(finding_was.roles is now.roles, 0, finding_was.roles)
  from finding as now
 where now.finding = finding_was.finding
   and finding_was.finding in (select finding from refaced);

drop table refaced;
