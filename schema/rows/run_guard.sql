-- What the guards had to say in each run: known_guard has it once for all runs one after another that have it the same.
create view run_guard as
select run.run, known.source, known.guard, known.state, known.reason, known.measure
  from main.run
  join main.known_guard as known on run.run between known.run and coalesce(known.last, known.run);
