-- Keeps once what tonight is as the run before had it: the columns of the sources, and the texts that decided.
insert into repetition (run, columns, documents)
with last as (
  select coalesce(repetition.columns, run.run) as columns, coalesce(repetition.documents, run.run) as documents
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
       end
  from tonight, last;

delete from known_column
 where run = (select run from tonight)
   and run <> (select columns from repetition where repetition.run = known_column.run);

delete from known_document
 where run = (select run from tonight)
   and run <> (select documents from repetition where repetition.run = known_document.run);
