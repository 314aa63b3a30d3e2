-- Keeps once what tonight is as the run before had it: what the policy and the exports say of each source, its columns, the
-- kinds of records, the texts that decided, what the rules came to, and what the guards had to say.
insert into repetition (run, columns, documents, sources, supplies)
with last as (
  select coalesce(repetition.columns, run.run) as columns, coalesce(repetition.documents, run.run) as documents,
         coalesce(repetition.sources, run.run) as sources, coalesce(repetition.supplies, run.run) as supplies
    from run
    left join repetition on repetition.run = run.run
   where run.run = (select max(run.run) from tonight join run on run.run < tonight.run))
select tonight.run,
       case
         when not exists (select source, position, header, field, smell, content, line
                            from known_column
                           where run = tonight.run
                          except
                          select source, position, header, field, smell, content, line
                            from known_column
                           where run = last.columns)
          and (select count(*) from known_column where run = tonight.run)
              = (select count(*) from known_column where run = last.columns) then last.columns
         else tonight.run
       end,
       case
         when not exists (select kind, sha256 from known_document where run = tonight.run
                          except
                          select kind, sha256 from known_document where run = last.documents)
          and (select count(*) from known_document where run = tonight.run)
              = (select count(*) from known_document where run = last.documents) then last.documents
         else tonight.run
       end,
       case
         when not exists (select position, name, kind, path, format, obtained, fields, unused, mapping_sha256
                            from known_source
                           where run = tonight.run
                          except
                          select position, name, kind, path, format, obtained, fields, unused, mapping_sha256
                            from known_source
                           where run = last.sources) then last.sources
         else tonight.run
       end,
       case
         when not exists (select kind, state, fields from known_supply where run = tonight.run
                          except
                          select kind, state, fields from known_supply where run = last.supplies)
          and (select count(*) from known_supply where run = tonight.run)
              = (select count(*) from known_supply where run = last.supplies) then last.supplies
         else tonight.run
       end
  from tonight, last;

delete from known_column
 where run = (select run from tonight)
   and run <> (select columns from repetition where repetition.run = known_column.run);

delete from known_document
 where run = (select run from tonight)
   and run <> (select documents from repetition where repetition.run = known_document.run);

delete from known_supply
 where run = (select run from tonight)
   and run <> (select supplies from repetition where repetition.run = known_supply.run);

update known_source
   set name = 0,
       kind = 0,
       path = 0,
       format = 0,
       obtained = 0,
       fields = 0,
       unused = 0,
       mapping_sha256 = 0
 where run = (select run from tonight)
   and run <> (select sources from repetition where repetition.run = known_source.run);

-- What the run before came to, too, goes on: its row gets another last run, and tonight's own is not needed.
create temp table onward as
select earlier.run, earlier.setting
  from tonight
  join rule_outcome as now on now.run = tonight.run
  join rule_outcome as earlier
    on earlier.setting = now.setting
   and earlier.run < now.run
   and coalesce(earlier.last, earlier.run) = (select max(run) from run where run < now.run)
   and earlier.findings = now.findings;

delete from rule_outcome where run = (select run from tonight) and setting in (select setting from onward);

update rule_outcome
   set last = (select run from tonight)
 where (run, setting) in (select run, setting from onward);

drop table onward;

create temp table onward as
select earlier.run, earlier.source, earlier.guard
  from tonight
  join known_guard as now on now.run = tonight.run
  join known_guard as earlier
    on earlier.source = now.source
   and earlier.guard = now.guard
   and earlier.run < now.run
   and coalesce(earlier.last, earlier.run) = (select max(run) from run where run < now.run)
   and earlier.state = now.state
   and earlier.reason is now.reason
   and earlier.measure is now.measure;

delete from known_guard where run = (select run from tonight) and (source, guard) in (select source, guard from onward);

update known_guard
   set last = (select run from tonight)
 where (run, source, guard) in (select run, source, guard from onward);

drop table onward;
