-- What the report shows of earlier nights.

-- How many findings each run left, for the trend: severities as they were that night.
create table run_count (
  run      integer not null references run,  -- the run
  severity text not null,     -- critical, high ...
  state    text not null,     -- new, open, reopened, waived, not-assessed or resolved
  findings integer not null,  -- how many
  primary key (run, severity, state)
) strict, without rowid;
