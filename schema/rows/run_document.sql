-- Which texts decided a run.
create view run_document as
select run.run, known.kind, known.sha256
  from main.run
  left join main.repetition on repetition.run = run.run
  join main.known_document as known on known.run = coalesce(repetition.documents, run.run);
