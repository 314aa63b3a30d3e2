-- What was judged about the exports of a run before anything was believed of them.

-- What each guard said of each source.
create table run_guard (
  run     integer not null references run,  -- the run
  source  text not null,  -- the source; empty for the night as a whole
  guard   text not null,  -- stale, shrunk, page ...
  state   text not null,  -- 'passed', 'warned', 'overridden', 'refused' (its rows make the run incomplete) or 'off'
  reason  text,           -- what it had to say; NULL when it had nothing
  measure integer,        -- what it counted, for the next night to be held against; NULL for most guards
  primary key (run, source, guard)
) strict, without rowid;

-- What the command line allowed for one run.
create table run_override (
  run    integer not null references run,  -- the run
  guard  text not null,  -- the guard
  source text not null,  -- the source; empty for the night as a whole
  reason text not null,  -- why, in the words of whoever allowed it
  told   text,           -- what the guard would have refused; NULL when it was not needed
  primary key (run, guard, source)
) strict, without rowid;

-- The columns of a run's sources: what was read from each, and which must not be read.
create table run_column (
  run      integer not null references run,  -- the run
  source   text not null,     -- the source
  position integer not null,  -- order in the source, from 1
  header   text not null,     -- header, or JSON key or path; only its place where it may be somebody's data
  field    text,              -- the field that is read from it; NULL for none
  smell    text,              -- 'secret' or 'personal', for what is never read; NULL for all others
  content  text,              -- of one that smells of a secret: 'empty', 'flags', 'masked' or 'values'
  line     integer not null,  -- where that was first met; 0 for nowhere
  primary key (run, source, position)
) strict, without rowid;

-- Text that some program spoilt before it came here.
create table run_damage (
  run    integer not null references run,  -- the run
  source text not null,     -- the source
  field  text not null,     -- the field
  kind   text not null,     -- scientific-notation, underscore, mojibake ...
  count  integer not null,  -- in how many records
  line   integer not null,  -- the first of them
  primary key (run, source, field, kind)
) strict, without rowid;

-- The accounts that a source spoke of when it was last read.
create table source_account (
  source  text not null,  -- the source
  account text not null,  -- id of the account
  primary key (source, account)
) strict, without rowid;
