-- The first schema: one night's rows as they are now, what they were before, the runs, and the findings.
-- Text columns hold what the export said after trimming; NULL is "not known", which is neither "no" nor "empty".
-- Days are ISO 8601 (2026-11-21), yes/no columns hold 'yes', 'no' or 'unknown' (a word that no vocabulary has).

-- Facts about this database itself.
create table setting (
  name  text primary key,   -- what is set
  value text not null       -- its value
) strict, without rowid;

-- One row a night that was committed.
create table run (
  run             integer primary key,  -- 1, 2, 3 ...; the order of nights, whatever their days
  as_of           text not null,        -- the day the rules looked at
  started         text not null,        -- wall clock, UTC; never part of a report
  organization    text not null,        -- as the policy names it
  timezone        text not null,        -- of stamps that carry none
  exports_day     text,                 -- day of the newest export file, UTC
  complete        text not null,        -- 'yes', or 'no' when a source is missing or too many of its rows were rejected
  fail_on         text not null,        -- severity from which open findings give exit status 1
  program_version text not null,        -- of rollcall
  sqlite_version  text not null,        -- of the library that stored it
  policy_sha256   text not null,        -- of the policy file
  rules_sha256    text not null,        -- of all rule files
  signers         text,                 -- the file of allowed signers as seen from a report's folder; NULL when none is named
  published       text not null default 'no',  -- 'yes' once its report folder stands
  manifest_sha256 text                  -- of the manifest that was published
) strict;

-- What a run read.
create table run_source (
  run         integer not null references run,  -- the run
  position    integer not null,  -- order in the policy, from 1
  name        text not null,     -- as the policy names it
  kind        text not null,     -- users, roles, roster, accounts ...
  path        text not null,     -- as the policy writes it
  format      text,              -- csv, json, ndjson or policy; NULL when the source was missing
  obtained    text,              -- how the export is made, as the policy says
  state       text not null,     -- 'read', 'missing', or 'too-many-rejected'
  bytes       integer,           -- size of the file
  sha256      text,              -- of the bytes that were read
  rows        integer not null default 0,  -- records in the file = loaded + rejected + duplicate
  loaded      integer not null default 0,  -- records stored or found unchanged
  rejected    integer not null default 0,  -- records that could not be read
  duplicates  integer not null default 0,  -- records that repeat another one exactly
  fields      text not null default '[]',  -- JSON list of the fields that this source gives
  unused      text not null default '[]',  -- JSON list of the headers that nothing was read from
  primary key (run, position)
) strict, without rowid;

-- Words that no vocabulary knows; each counts as 'unknown'.
create table run_word (
  run    integer not null references run,  -- the run
  source text not null,     -- the source that wrote it
  field  text not null,     -- status, mfa, channel ...
  word   text not null,     -- as written
  count  integer not null,  -- in how many records
  line   integer not null,  -- the first of them
  primary key (run, source, field, word)
) strict, without rowid;

-- Rows that could not be read.
create table run_rejected (
  run      integer not null references run,  -- the run
  position integer not null,  -- order of the report, from 1
  source   text not null,     -- the source
  line     integer not null,  -- where the row begins
  field    text not null,     -- the field at fault; empty for the row as a whole
  code     text not null,     -- field-count, bad-date ...
  reason   text not null,     -- a sentence without the text of any cell
  kind     text not null,     -- kind of the source
  account  text,              -- account of who or what the row is about, where it could be read
  subject  text,              -- who: id of a profile, name in an assignment, employee number or e-mail, id of an account
  primary key (run, position)
) strict, without rowid;

-- What became of each rule in a run.
create table run_rule (
  run        integer not null references run,  -- the run
  rule       text not null,     -- its id
  state      text not null,     -- 'evaluated', 'not-evaluated' or 'off'
  reason     text,              -- why it was not evaluated
  needs      text not null,     -- JSON list of the kinds of sources that it needs or uses
  severity   text not null,     -- the one in force
  parameters text not null,     -- JSON object of the parameters in force
  changed    text not null,     -- JSON list of what the policy set: 'severity' and names of parameters
  findings   integer not null default 0,  -- how many it made
  primary key (run, rule)
) strict, without rowid;

-- Accounts: those of an accounts source, and those that a users source mentions.
create table account (
  account               integer primary key,  -- row number
  key                   integer not null,     -- hash of the id
  digest                integer not null,     -- hash of the whole row
  since                 integer not null,     -- run in which the row became what it is
  source                integer not null,     -- position of its source in that run; 0 when only users mention it
  admin                 integer,              -- profile that primary_admin names
  id                    text not null,        -- as the vendor writes it
  name                  text,                 -- of the customer
  channel               text,                 -- direct, partner, wholesale or unknown
  reseller              text,                 -- who sells it
  reseller_contact      text,                 -- how to reach them
  invoice_issuer        text,                 -- who sends the bills
  primary_admin         text,                 -- id, user name or e-mail of the primary admin, as written
  passphrase_set        text,                 -- whether there is a passphrase; never the passphrase
  passphrase_changed    text,                 -- day of the last change
  passphrase_custodians text,                 -- JSON list of who knows it
  successor             text,                 -- who follows the primary admin
  plan_tested           text,                 -- day the plan for leaving admins was last tried
  domains               text                  -- JSON list of the account's e-mail domains
) strict;

create index account_of on account (id);

-- Profiles: the rows of users sources.
create table profile (
  profile         integer primary key,  -- row number
  key             integer not null,     -- hash of account and id
  digest          integer not null,     -- hash of all columns that make history
  since           integer not null,     -- run in which the row became what it is
  source          integer not null,     -- position of its source in that run
  person          integer,              -- row of the roster that is this person
  account         text not null,        -- id of the account
  id              text not null,        -- as the vendor writes it
  user_name       text,                 -- lower-case
  given_name      text,                 -- first name
  family_name     text,                 -- last name
  display_name    text,                 -- as shown by the vendor
  email           text,                 -- lower-case
  status          text,                 -- active, inactive, pending, locked or unknown
  user_type       text,                 -- person, shared, service, room, guest or unknown
  employee_number text,                 -- leading zeros kept
  title           text,                 -- job title
  department      text,                 -- department
  site            text,                 -- site or branch
  extension       text,                 -- own extension number
  created         text,                 -- day the profile was made
  mfa             text,                 -- whether a second factor is on
  sso_id          text,                 -- federation id
  licenses        text,                 -- JSON list
  passphrase_set  text,                 -- whether there is a passphrase; never the passphrase
  full_name       text,                 -- given and family name: lower-case, without diacritics, blanks collapsed
  given_letters   integer,              -- letters in given_name: 0, 1, or 2 for more
  family_letters  integer               -- letters in family_name, likewise
) strict;

-- What rules look for among profiles is rare, so each of these indexes stays small.
create index profile_without_person on profile (account) where person is null;
create index profile_not_active on profile (status) where status <> 'active';
create index profile_short_name on profile (account) where given_letters < 2 or family_letters < 2;

-- The last login changes for most profiles every day: it stands apart and makes no history.
create table profile_login (
  profile    integer primary key,  -- the profile
  last_login text                  -- in the zone of the policy: 2026-11-20T08:15:00Z, or a day; NULL is never
) strict;

-- Role assignments: the rows of roles sources.
create table assignment (
  assignment integer primary key,  -- row number
  key        integer not null,     -- hash of the whole row and of how often it came before
  digest     integer not null,     -- the same
  since      integer not null,     -- run in which it appeared
  source     integer not null,     -- position of its source in that run
  profile    integer,              -- profile that "user" names in this account; NULL when none does
  account    text not null,        -- id of the account
  user       text not null,        -- id, user name or e-mail, as written
  role       text not null,        -- as written
  scope      text,                 -- company, site ...
  granted    text,                 -- day
  granted_by text,                 -- by whom, as written
  expires    text                  -- day
) strict;

create index assignment_of on assignment (profile);

-- People: the rows of rosters.
create table person (
  person          integer primary key,  -- row number
  key             integer not null,     -- hash of employee number or e-mail, and of how often it came before
  digest          integer not null,     -- hash of the whole row
  since           integer not null,     -- run in which the row became what it is
  source          integer not null,     -- position of its source in that run
  employee_number text,                 -- leading zeros kept
  email           text,                 -- lower-case
  given_name      text,                 -- first name
  family_name     text,                 -- last name
  preferred_name  text,                 -- the name used
  status          text,                 -- employed, on-leave, departed, future or unknown
  hired           text,                 -- day
  ended           text,                 -- last day
  worker_type     text,                 -- employee, contractor, intern ...
  department      text,                 -- department
  title           text,                 -- job title
  manager_email   text                  -- lower-case
) strict;

create index person_ended on person (ended) where ended is not null or status = 'departed';

-- Rows as they were. Each holds for the runs from "begun" up to but not including "until".
create table account_past (
  begun                 integer not null,  -- run in which it became so
  until                 integer not null,  -- run in which it was so no more
  account               integer not null,  -- row number it had
  source                integer not null,  -- as in account, and so on
  id                    text not null,     -- as in account
  name                  text,              -- as in account
  channel               text,              -- as in account
  reseller              text,              -- as in account
  reseller_contact      text,              -- as in account
  invoice_issuer        text,              -- as in account
  primary_admin         text,              -- as in account
  passphrase_set        text,              -- as in account
  passphrase_changed    text,              -- as in account
  passphrase_custodians text,              -- as in account
  successor             text,              -- as in account
  plan_tested           text,              -- as in account
  domains               text               -- as in account
) strict;

create table profile_past (
  begun           integer not null,  -- run in which it became so
  until           integer not null,  -- run in which it was so no more
  profile         integer not null,  -- row number it had
  source          integer not null,  -- as in profile, and so on
  account         text not null,     -- as in profile
  id              text not null,     -- as in profile
  user_name       text,              -- as in profile
  given_name      text,              -- as in profile
  family_name     text,              -- as in profile
  display_name    text,              -- as in profile
  email           text,              -- as in profile
  status          text,              -- as in profile
  user_type       text,              -- as in profile
  employee_number text,              -- as in profile
  title           text,              -- as in profile
  department      text,              -- as in profile
  site            text,              -- as in profile
  extension       text,              -- as in profile
  created         text,              -- as in profile
  mfa             text,              -- as in profile
  sso_id          text,              -- as in profile
  licenses        text,              -- as in profile
  passphrase_set  text,              -- as in profile
  full_name       text,              -- as in profile
  given_letters   integer,           -- as in profile
  family_letters  integer            -- as in profile
) strict;

create table assignment_past (
  begun      integer not null,  -- run in which it appeared
  until      integer not null,  -- run in which it was gone
  assignment integer not null,  -- row number it had
  source     integer not null,  -- as in assignment, and so on
  account    text not null,     -- as in assignment
  user       text not null,     -- as in assignment
  role       text not null,     -- as in assignment
  scope      text,              -- as in assignment
  granted    text,              -- as in assignment
  granted_by text,              -- as in assignment
  expires    text               -- as in assignment
) strict;

create table person_past (
  begun           integer not null,  -- run in which it became so
  until           integer not null,  -- run in which it was so no more
  person          integer not null,  -- row number it had
  source          integer not null,  -- as in person, and so on
  employee_number text,              -- as in person
  email           text,              -- as in person
  given_name      text,              -- as in person
  family_name     text,              -- as in person
  preferred_name  text,              -- as in person
  status          text,              -- as in person
  hired           text,              -- as in person
  ended           text,              -- as in person
  worker_type     text,              -- as in person
  department      text,              -- as in person
  title           text,              -- as in person
  manager_email   text               -- as in person
) strict;

-- The catalogue of roles in force: of presets and of the policy.
create table role (
  role     text primary key,  -- its name
  internal text not null      -- 'yes' for a role that the vendor keeps for itself
) strict, without rowid;

create table role_name (
  name text primary key,                 -- the role's name or one of its aliases, as exports write it
  role text not null references role     -- the role
) strict, without rowid;

create table role_privilege (
  role      text not null references role,  -- the role
  privilege text not null,  -- admin-console support-portal billing orders routing assign-roles api-keys passphrase ...
  primary key (role, privilege)
) strict, without rowid;

-- Lists of phrases in force, folded as full_name is.
create table list_phrase (
  list   text not null,  -- filler, place, company-suffix, role-mailbox
  phrase text not null,  -- one entry
  primary key (list, phrase)
) strict, without rowid;

-- What the policy clears by name.
create table allowed (
  account text not null,  -- the account
  subject text not null,  -- the subject of the finding
  rule    text not null,  -- the rule that shall not speak of it
  reason  text not null,  -- why
  primary key (account, subject, rule)
) strict, without rowid;

-- Emergency profiles, by id, user name or e-mail in lower case.
create table break_glass (
  name text primary key  -- as the policy names it
) strict, without rowid;

-- Findings of all nights, one row each, as the last run left them.
create table finding (
  finding      integer primary key,  -- row number
  id           text not null unique, -- K7Q2-M4TD
  rule         text not null,        -- the rule
  account      text not null,        -- id of the account; empty for none
  subject_kind text not null,        -- profile, account, role, user or source
  subject      text not null,        -- id of the subject
  severity     text not null,        -- as it was last seen
  state        text not null,        -- new, open, reopened, waived, not-assessed or resolved
  name         text,                 -- of the profile, as it was last seen
  email        text,                 -- likewise
  roles        text,                 -- likewise, with "; " between them
  reason       text not null,        -- a sentence with the values and the limit
  first_seen   text not null,        -- as-of day
  first_run    integer not null references run,  -- run
  last_seen    text not null,        -- as-of day of the last run that saw it; of an open one, that of the last run
  last_run     integer not null references run   -- run in which the state or the facts last changed
) strict;

create unique index finding_of on finding (rule, account, subject_kind, subject);

-- Changes of state after the first.
create table finding_event (
  run     integer not null references run,      -- the run
  finding integer not null references finding,  -- the finding
  state   text not null,                        -- the new state
  why     text not null,                        -- a few words: 'data', or what was switched off or missing
  primary key (run, finding)
) strict, without rowid;
