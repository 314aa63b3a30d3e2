-- Findings that are accepted for a while, and what findings change their state for.

-- Waivers as their file has them, each text once. Rows are added and never changed.
create table waiver (
  sha256      text primary key,  -- of all that follows
  given       text not null,     -- SHA-256 of what it names, owner, approver, created and until: other words are no other waiver
  id          text,              -- id of the finding that it names; NULL where it names rule, account and subject
  rule        text,              -- the rule; NULL where it names an id
  account     text,              -- likewise, the account
  subject     text,              -- likewise, the subject
  reason      text not null,     -- why the finding may stay
  owner       text not null,     -- who answers for it
  approved_by text not null,     -- who allowed it
  created     text not null,     -- day of the decision
  until       text not null,     -- last day on which it holds
  ticket      text               -- where it was decided
) strict, without rowid;

-- The waivers that each run was made with, and what became of them.
create table run_waiver (
  run    integer not null references run,  -- the run
  place  integer not null,  -- place in the waiver file, from 1
  sha256 text not null references waiver,  -- the waiver
  state  text not null,     -- 'holds', 'later', 'expired', 'lapsed', 'replaced', 'not-assessed' or 'unused'
  why    text,              -- why it does not hold; NULL for one that does
  primary key (run, place)
) strict, without rowid;

-- The findings that each waiver covered in a run.
create table run_waiver_cover (
  run     integer not null references run,  -- the run
  place   integer not null,  -- place of the waiver in its file
  finding integer not null references finding deferrable initially deferred,  -- the finding
  primary key (run, place, finding)
) strict, without rowid;

-- When a waiver first covered a finding, and when it lapsed. A waiver that lapsed never holds again.
create table waiver_hold (
  given   text not null,     -- the waiver, whatever its words
  finding integer not null references finding,  -- the finding
  run     integer not null references run,      -- run in which it first held
  lapsed  text,              -- as-of day of the run in which the facts had changed; NULL while they have not
  why     text,              -- what had changed
  primary key (given, finding)
) strict, without rowid;

-- The facts that a finding had when a waiver first covered it.
create table waiver_fact (
  given   text not null,     -- as in waiver_hold
  finding integer not null references finding,  -- as in waiver_hold
  what    text not null,     -- status, roles, severity, or a column of account
  value   text not null,     -- the status, the severity ...; of roles a JSON list
  primary key (given, finding, what)
) strict, without rowid;

-- A finding that is new for another reason than the data has a row in finding_event, too.
alter table finding_event add column cause text not null default 'data';  -- or rule, parameter, mapping, waiver, missing-input

-- What decides beside the data, to be held against the run before.
alter table run_rule add column sha256 text;            -- of the rule's SELECT and the views that it reads
alter table run_source add column mapping_sha256 text;  -- of columns, words, dates and preset of the source
alter table run add column lists_sha256 text;           -- of lists, exceptions and emergency profiles
alter table run add column roles_sha256 text;           -- of the catalogue of roles
