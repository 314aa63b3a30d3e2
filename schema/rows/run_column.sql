-- The columns of a run's sources: what was read from each, and which must not be read.
create view run_column as
select run.run, known.source, known.position, known.header, known.field, known.smell, known.content, known.line
  from main.run
  left join main.repetition on repetition.run = run.run
  join main.known_column as known on known.run = coalesce(repetition.columns, run.run);
