-- What is kept of past nights, in less room: of what a night changed, only what is other than it is now. The views profile_past,
-- run_finding and run_login put the rows together again, to the byte, so that digests of earlier runs still hold.

-- Profiles as they were. In a column of type ANY, 0 stands for "as profile has it now": when a profile changes, loading
-- writes out what its earlier rows took from it.
create table profile_was (
  until           integer not null,  -- run in which it was so no more
  profile         integer not null,  -- row number it had
  begun           integer not null,  -- run in which it became so
  source          integer not null,  -- as in profile, and so on
  account         any not null,      -- as in profile, or 0
  id              any not null,      -- as in profile, or 0
  user_name       any,               -- as in profile, or 0
  given_name      any,               -- as in profile, or 0
  family_name     any,               -- as in profile, or 0
  display_name    any,               -- as in profile, or 0
  email           any,               -- as in profile, or 0
  status          any,               -- as in profile, or 0
  user_type       any,               -- as in profile, or 0
  employee_number any,               -- as in profile, or 0
  title           any,               -- as in profile, or 0
  department      any,               -- as in profile, or 0
  site            any,               -- as in profile, or 0
  extension       any,               -- as in profile, or 0
  created         any,               -- as in profile, or 0
  mfa             any,               -- as in profile, or 0
  sso_id          any,               -- as in profile, or 0
  licenses        any,               -- as in profile, or 0
  passphrase_set  any,               -- as in profile, or 0
  full_name       any,               -- as in profile, or 0
  given_letters   integer,           -- as in profile
  family_letters  integer,           -- as in profile
  name_skeleton   any,               -- as in profile, or 0
  id_skeleton     any,               -- as in profile, or 0
  primary key (until, profile)
) strict, without rowid;

insert into profile_was (until, profile, begun, source, account, id, user_name, given_name, family_name, display_name, email, status, user_type,
                         employee_number, title, department, site, extension, created, mfa, sso_id, licenses,
                         passphrase_set, full_name, given_letters, family_letters, name_skeleton, id_skeleton)
select was.until,
       was.profile,
       was.begun,
       was.source,
       iif(now.profile is not null and was.account is now.account, 0, was.account),
       iif(now.profile is not null and was.id is now.id, 0, was.id),
       iif(now.profile is not null and was.user_name is now.user_name, 0, was.user_name),
       iif(now.profile is not null and was.given_name is now.given_name, 0, was.given_name),
       iif(now.profile is not null and was.family_name is now.family_name, 0, was.family_name),
       iif(now.profile is not null and was.display_name is now.display_name, 0, was.display_name),
       iif(now.profile is not null and was.email is now.email, 0, was.email),
       iif(now.profile is not null and was.status is now.status, 0, was.status),
       iif(now.profile is not null and was.user_type is now.user_type, 0, was.user_type),
       iif(now.profile is not null and was.employee_number is now.employee_number, 0, was.employee_number),
       iif(now.profile is not null and was.title is now.title, 0, was.title),
       iif(now.profile is not null and was.department is now.department, 0, was.department),
       iif(now.profile is not null and was.site is now.site, 0, was.site),
       iif(now.profile is not null and was.extension is now.extension, 0, was.extension),
       iif(now.profile is not null and was.created is now.created, 0, was.created),
       iif(now.profile is not null and was.mfa is now.mfa, 0, was.mfa),
       iif(now.profile is not null and was.sso_id is now.sso_id, 0, was.sso_id),
       iif(now.profile is not null and was.licenses is now.licenses, 0, was.licenses),
       iif(now.profile is not null and was.passphrase_set is now.passphrase_set, 0, was.passphrase_set),
       iif(now.profile is not null and was.full_name is now.full_name, 0, was.full_name),
       was.given_letters,
       was.family_letters,
       iif(now.profile is not null and was.name_skeleton is now.name_skeleton, 0, was.name_skeleton),
       iif(now.profile is not null and was.id_skeleton is now.id_skeleton, 0, was.id_skeleton)
  from profile_past as was
  left join profile as now on now.profile = was.profile
 order by was.until, was.profile;

drop table profile_past;

-- Those of one profile, to be written out.
create index profile_was_of on profile_was (profile);
-- The last logins that a run changed, as the runs before it showed them: up to a hundred a row, a login of 16 bytes in
-- four.
create table login_change (
  run     integer not null references run,  -- run that changed them, or in which the profiles lost their access
  first   integer not null,  -- the first of their profiles
  latest  integer not null,  -- the latest of the run, in seconds since 1970
  changes blob not null,     -- four bytes a login; schema/ledger/login_before.sql says which
  primary key (run, first)
) strict, without rowid;

-- Those that do not fit in there: what is no stamp, or more than 23 days before the latest.
create table login_apart (
  run        integer not null references run,  -- as in login_change
  profile    integer not null,  -- the profile
  last_login any,               -- seconds since 1970 for a stamp such as 2026-11-20T08:15:00Z, else as in profile_login
  primary key (run, profile)
) strict, without rowid;

create temp table login_before as
select run, profile, last_login from run_login;

drop table run_login;

create temp table login_stamp as
select run,
       profile,
       last_login,
       latest,
       case when typeof(last_login) = 'integer' and latest - last_login < 127 * 127 * 127 then latest - last_login end as back,
       null as part
  from (select run,
               profile,
               last_login,
               max(case typeof(last_login) when 'integer' then last_login end) over (partition by run) as latest
          from login_before);

insert into login_apart (run, profile, last_login)
select run, profile, last_login from login_stamp where back is null order by run, profile;

delete from login_stamp where back is null;

update login_stamp
   set part = place.part
  from (select rowid as stamp, (row_number() over (partition by run order by profile) - 1) / 100 as part from login_stamp) as place
 where place.stamp = login_stamp.rowid;

create unique index temp.login_stamp_of on login_stamp (run, part, profile);

insert into login_change (run, first, latest, changes)
select run,
       first,
       latest,
       (select cast(group_concat(words, '') as blob)
          from (select case
                         when step < 126 then char(step + 1)
                         -- So far that it takes characters of its own, more than once beyond two million.
                         else replace(hex(zeroblob((step - 1) / 2048382)), '00', char(127, 127, 127, 127))
                              || char(127,
                                      (step - 1) % 2048382 / 16129 + 1,
                                      (step - 1) % 2048382 / 127 % 127 + 1,
                                      (step - 1) % 2048382 % 127 + 1)
                              || char(2)
                       end || char(back / 16129 + 1, back / 127 % 127 + 1, back % 127 + 1) as words
                  from (select back, profile - lag(profile, 1, first) over (order by profile) as step
                          from login_stamp as stamp
                         where stamp.run = part.run
                           and stamp.part = part.part)))
  from (select run, part, latest, min(profile) as first from login_stamp group by run, part) as part
 order by run, first;

drop table login_stamp;

drop table login_before;

-- Findings that a run changed, each as the runs before it had it, in the place of run_finding. In a column of type ANY, 0
-- stands for "as finding has it now"; the number of a reason is 1 and its digits, which stand in the sentence of now.
create table finding_was (
  run       integer not null references run,      -- run that changed it
  finding   integer not null references finding,  -- the finding
  severity  any not null,      -- as in finding, or 0
  state     text not null,     -- as in finding; 'open' may stand for 'new' and 'reopened' in the run that made it so
  name      any,               -- as in finding, or 0
  email     any,               -- as in finding, or 0
  roles     any,               -- as in finding, or 0
  reason    any not null,      -- as in finding, or a number
  last_seen any not null,      -- as in finding, or 0 for the day on which it was first seen
  last_run  integer not null,  -- as in finding
  primary key (run, finding)
) strict, without rowid;

insert into finding_was (run, finding, severity, state, name, email, roles, reason, last_seen, last_run)
select run, finding, severity, state, name, email, roles, reason, last_seen, last_run
  from run_finding
 order by run, finding;

create temp table fold as
select was.run,
       was.finding,
       was.reason,
       coalesce((select group_concat(letter, '')
                   from (select substr(was.reason, key + 1, 1) as letter
                           from json_each('[0' || replace(hex(zeroblob(length(was.reason) - 1)), '00', ',0') || ']')
                          order by key)
                  where letter between '0' and '9'), '') as digits
  from finding_was as was;

update finding_was
   set severity = iif(finding_was.severity is now.severity, 0, finding_was.severity),
       name = iif(finding_was.name is now.name, 0, finding_was.name),
       email = iif(finding_was.email is now.email, 0, finding_was.email),
       roles = iif(finding_was.roles is now.roles, 0, finding_was.roles),
       last_seen = iif(finding_was.last_seen = now.first_seen, 0, finding_was.last_seen),
       reason = iif(length(fold.digits) <= 18, cast('1' || fold.digits as integer), finding_was.reason)
  from fold
  join finding as now on now.finding = fold.finding
 where fold.run = finding_was.run
   and fold.finding = finding_was.finding;

-- What the digits do not say stays as it was.
update finding_was
   set reason = fold.reason
  from fold
  join finding as now on now.finding = fold.finding
 where fold.run = finding_was.run
   and fold.finding = finding_was.finding
   and typeof(finding_was.reason) = 'integer'
   and fold.reason
       is not printf(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
                  now.reason, '%', '%%'), '0', '%c'), '1', '%c'), '2', '%c'), '3', '%c'), '4', '%c')
                  , '5', '%c'), '6', '%c'), '7', '%c'), '8', '%c'), '9', '%c'),
                substr(finding_was.reason, 2, 1), substr(finding_was.reason, 3, 1), substr(finding_was.reason, 4, 1), substr(finding_was.reason, 5, 1),
                substr(finding_was.reason, 6, 1), substr(finding_was.reason, 7, 1), substr(finding_was.reason, 8, 1), substr(finding_was.reason, 9, 1),
                substr(finding_was.reason, 10, 1), substr(finding_was.reason, 11, 1), substr(finding_was.reason, 12, 1), substr(finding_was.reason, 13, 1),
                substr(finding_was.reason, 14, 1), substr(finding_was.reason, 15, 1), substr(finding_was.reason, 16, 1), substr(finding_was.reason, 17, 1),
                substr(finding_was.reason, 18, 1), substr(finding_was.reason, 19, 1));

drop table fold;

drop table run_finding;

-- Those of one finding, to be written out.
create index finding_was_of on finding_was (finding);

-- What most runs have as the run before had it stands once, under the first of these runs: the columns of the sources, and the
-- texts that decided. In the place of run_column and run_document.
create table known_column (
  run      integer not null references run,  -- the first run that had these columns
  source   text not null,     -- the source
  position integer not null,  -- order in the source, from 1
  header   text not null,     -- header, or JSON key or path; only its place where it may be somebody's data
  field    text,              -- the field that is read from it; NULL for none
  smell    text,              -- 'secret' or 'personal', for what is never read; NULL for all others
  content  text,              -- of one that smells of a secret: 'empty', 'flags', 'masked' or 'values'
  line     integer not null,  -- where that was first met; 0 for nowhere
  primary key (run, source, position)
) strict, without rowid;

insert into known_column (run, source, position, header, field, smell, content, line)
select run, source, position, header, field, smell, content, line from run_column order by run, source, position;

drop table run_column;

create table known_document (
  run    integer not null references run,       -- the first run that they decided
  kind   text not null,                         -- policy, waivers, rules: views, lists and rules of the program; or lists: what the policy came to
  sha256 text not null references document,     -- the text
  primary key (run, kind)
) strict, without rowid;

insert into known_document (run, kind, sha256)
select run, kind, sha256 from run_document order by run, kind;

drop table run_document;

-- What a run read, in the place of run_source. In a column of type ANY, 0 stands for what the run has that "sources" in
-- repetition names, at the same position.
create table known_source (
  run            integer not null references run,  -- the run
  position       integer not null,  -- order in the policy, from 1
  name           any not null,      -- as the policy names it, or 0
  kind           any not null,      -- users, roles, roster, accounts ..., or 0
  path           any not null,      -- as the policy writes it, or 0
  format         any,               -- csv, json, ndjson or policy; NULL when the source was missing; or 0
  obtained       any,               -- how the export is made, as the policy says, or 0
  state          text not null,     -- 'read', 'missing', or 'too-many-rejected'
  bytes          integer,           -- size of the file
  sha256         text,              -- of the bytes that were read
  rows           integer not null default 0,  -- records in the file = loaded + rejected + duplicate
  loaded         integer not null default 0,  -- records stored or found unchanged
  rejected       integer not null default 0,  -- records that could not be read
  duplicates     integer not null default 0,  -- records that repeat another one exactly
  fields         any not null default '[]',   -- JSON list of the fields that this source gives, or 0
  unused         any not null default '[]',   -- JSON list of the headers that nothing was read from, or 0
  mapping_sha256 any,               -- of columns, words, dates and preset of the source, or 0
  primary key (run, position)
) strict, without rowid;

insert into known_source (run, position, name, kind, path, format, obtained, state, bytes, sha256, rows, loaded, rejected,
                          duplicates, fields, unused, mapping_sha256)
select run, position, name, kind, path, format, obtained, state, bytes, sha256, rows, loaded, rejected, duplicates, fields,
       unused, mapping_sha256
  from run_source
 order by run, position;

drop table run_source;

-- In the place of run_supply: what a run has of each kind of records, whatever the sources they came in.
create table known_supply (
  run    integer not null references run,  -- the first run that had this
  kind   text not null,  -- users, roles ...
  state  text not null,  -- 'read', or 'missing' when a source that may give such records is
  fields text not null,  -- JSON list of the fields that all its sources give
  primary key (run, kind)
) strict, without rowid;

insert into known_supply (run, kind, state, fields)
select run, kind, state, fields from run_supply order by run, kind;

drop table run_supply;

-- Runs that have them from an earlier one. A run without a row here has its own.
create table repetition (
  run       integer primary key references run,  -- the run
  columns   integer not null,  -- run whose columns it has; 0 where retention removed them
  documents integer not null,  -- run whose texts decided it; 0 where retention removed them
  sources   integer not null,  -- run whose sources its own are told from
  supplies  integer not null   -- run that had the same of each kind
) strict;

-- What a rule came to, and what a guard had to say, stands once for all runs one after another that have it the same: under the
-- first of them, with the last. The guards in the place of run_guard.
alter table rule_outcome add column last integer;  -- the last run, from this one on, in which it came to this; NULL for this one

create temp table span as
select min(run) as run, setting, max(run) as last
  from (select run, setting, findings, run - row_number() over (partition by setting, findings order by run) as part
          from rule_outcome)
 group by setting, findings, part
having count(*) > 1;

create index temp.span_of on span (setting, run);

delete from rule_outcome
 where exists (select 1
                 from span
                where span.setting = rule_outcome.setting
                  and span.run < rule_outcome.run
                  and span.last >= rule_outcome.run);

update rule_outcome
   set last = span.last
  from span
 where span.setting = rule_outcome.setting
   and span.run = rule_outcome.run;

drop table span;

create table known_guard (
  run     integer not null references run,  -- the first run in which it had this to say
  source  text not null,  -- the source; empty for the night as a whole
  guard   text not null,  -- stale, shrunk, page ...
  state   text not null,  -- 'passed', 'warned', 'overridden', 'refused' (its rows make the run incomplete) or 'off'
  reason  text,           -- what it had to say; NULL when it had nothing
  measure integer,        -- what it counted, for the next night to be held against; NULL for most guards
  last    integer,        -- the last run, from this one on, in which it had this to say; NULL for this one
  primary key (run, source, guard)
) strict, without rowid;

insert into known_guard (run, source, guard, state, reason, measure, last)
select min(run), source, guard, state, reason, measure, nullif(max(run), min(run))
  from (select *, run - row_number() over (partition by source, guard, state, reason, measure order by run) as part
          from run_guard)
 group by source, guard, state, reason, measure, part
 order by 1, 2, 3;

drop table run_guard;
