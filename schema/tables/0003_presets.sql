-- The presets that a run was read with.

create table run_preset (
  run      integer not null references run,  -- the run
  position integer not null,  -- order in which the sources of the policy name them, from 1
  name     text not null,     -- the word in the policy: 8x8
  sha256   text not null,     -- of the preset's file
  primary key (run, position)
) strict, without rowid;
