-- What a past night needs beside the rows of the population: the findings as they were, and the last logins that its
-- report showed. As everywhere, what changed is kept, and not a copy a night.

-- Findings that a run changed, each as the runs before it had it. A new finding that is merely no longer new on the next
-- night is not kept: it was new in its first run, and open from then on.
create table run_finding (
  run       integer not null references run,      -- run that changed it
  finding   integer not null references finding,  -- the finding
  severity  text not null,     -- as in finding, and so on
  state     text not null,     -- as in finding; 'open' may stand for 'new' and 'reopened' in the run that made it so
  name      text,              -- as in finding
  email     text,              -- as in finding
  roles     text,              -- as in finding
  reason    text not null,     -- as in finding
  last_seen text not null,     -- as in finding
  last_run  integer not null,  -- as in finding
  primary key (run, finding)
) strict, without rowid;

-- The last logins that the last report shows: those of profiles with privileged access.
create table shown_login (
  profile    integer primary key,  -- the profile
  last_login text                  -- as in profile_login
) strict;

-- What a run changed of them: each as the runs before it showed it.
create table run_login (
  run        integer not null references run,  -- run that changed it, or in which the profile lost its access
  profile    integer not null,  -- the profile
  last_login any,               -- seconds since 1970 for a stamp such as 2026-11-20T08:15:00Z, else as in profile_login
  primary key (run, profile)
) strict, without rowid;

-- Each time that retention removed something.
create table prune (
  prune     integer primary key,              -- 1, 2, 3 ...
  run       integer not null references run,  -- the last run at that time
  as_of     text not null,     -- day from which ages were counted
  nightly   integer not null,  -- days for which every night stays
  monthly   integer not null,  -- days for which one night a month stays
  signed    text not null,     -- 'yes' where it was told to remove what was signed or reviewed, too
  pruned    text not null,     -- when: wall clock, UTC
  runs      integer not null,  -- how many runs it removed
  remaining text not null,     -- SHA-256 of all rows of prune_run as it left them
  present   text not null      -- of the findings and of the policy's lists as it left them
) strict;

-- Runs of which rows were removed, and what the rest of them comes to, in the place of what was sealed.
create table prune_run (
  run        integer primary key references run,  -- the run
  prune      integer not null references prune,   -- the last one that touched it
  removed    text not null,  -- 'yes' where the run can no longer be shown; 'no' where only rows went that it began or ended
  record     text not null,  -- as in seal
  population text not null   -- as in seal
) strict;
