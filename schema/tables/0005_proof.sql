-- The proof of what was kept: what each run came to as digests, and the chain that binds them in their order.
-- All digests are SHA-256 in lower-case hexadecimal digits.

-- What each run came to, digested before anything of it was rendered.
create table seal (
  run        integer primary key references run,  -- the run
  seal       text not null,  -- of its inputs, policy, rules, presets, parameters and findings; printed in its report
  record     text not null,  -- of all its rows in run, in the tables run_... and in finding_event, without clock and host
  population text not null,  -- of the rows of the population that began or ended in it
  present    text not null   -- of the findings and of the policy's lists as the run left them
) strict;

-- The chain: one row for everything that was kept, each with a digest that reaches back to the first.
create table chain (
  link     integer primary key,                -- 1, 2, 3 ... without a gap
  kind     text not null,                      -- run, report, review, signature or prune
  run      integer not null references run,    -- the run it is about
  item     integer not null,                   -- number of the review, signature or prune; 0 for a run and its report
  content  text not null,                      -- of what it stands for
  previous text not null,                      -- the head of the link before; zeros for the first
  head     text not null                       -- of previous, link, kind, run, item and content
) strict;

-- What people decided about findings. Rows are added and never changed: the last one about a finding counts, as long as
-- the facts are those that it was decided on.
create table decision (
  decision   integer primary key,                    -- 1, 2, 3 ...
  review     integer not null,                       -- number of the worksheet that came back, from 1
  run        integer not null references run,        -- the run whose worksheet it was
  finding    integer not null references finding,    -- the finding
  verdict    text not null,                          -- fix, keep, waive or not-a-problem
  note       text,                                   -- why; NULL only for fix
  decided_by text not null,                          -- who, as the worksheet says
  imported   text not null,                          -- when it came back: wall clock, UTC
  facts      text not null                           -- JSON list: severity, name, e-mail, roles, reason
) strict;

create index decision_of on decision (finding);

-- What people signed: that they stand behind a run, or that they refuse to.
create table signature (
  signature       integer primary key,              -- 1, 2, 3 ...
  run             integer not null references run,  -- the run
  verdict         text not null,                    -- signed or refused
  principal       text not null,                    -- who, as the file of allowed signers names them
  fingerprint     text not null,                    -- of the key, as OpenSSH writes it
  signed          text not null,                    -- when: wall clock, UTC
  manifest_sha256 text not null,                    -- of the manifest that it is about
  acknowledged    text not null,                    -- JSON list of the findings that were signed for undecided
  reason          text,                             -- why they were, or why it was refused
  armor           text not null,                    -- the signature, as OpenSSH writes it
  completes       text not null                     -- 'yes' where the run has all its signatures with this one
) strict;

create index signature_of on signature (run);

-- The texts that decided runs, each kept once.
create table document (
  sha256 text primary key,  -- of the text
  text   text not null      -- the text
) strict, without rowid;

-- Which texts decided a run.
create table run_document (
  run    integer not null references run,       -- the run
  kind   text not null,                         -- policy, waivers, rules: views, lists and rules of the program; or lists: what the policy came to
  sha256 text not null references document,     -- the text
  primary key (run, kind)
) strict, without rowid;

-- What somebody decided to fix in an earlier run, and tonight's rules found again; made anew each night.
create table undone (
  finding      text primary key,  -- id of the finding
  rule         text not null,     -- the rule that found it
  account      text not null,     -- as in finding, and so on
  subject_kind text not null,     -- as in finding
  subject      text not null,     -- as in finding
  decided_by   text not null,     -- who decided
  decided      text not null      -- the day on which the decision came back
) strict, without rowid;
