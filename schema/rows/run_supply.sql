-- What a run has of each kind of records, whatever the sources they came in.
create view run_supply as
select run.run, known.kind, known.state, known.fields
  from main.run
  left join main.repetition on repetition.run = run.run
  join main.known_supply as known on known.run = coalesce(repetition.supplies, run.run);
