-- The other kinds of sources: contacts, registrations of the customer portal, CRM and ERP records, extensions.
-- As in the first schema, text columns hold what the export said after trimming, and NULL is "not known".

-- Whom the vendor writes to and answers: support, invoicing and payable contacts.
create table contact (
  contact integer primary key,  -- row number
  key     integer not null,     -- hash of the whole row and of how often it came before
  digest  integer not null,     -- the same
  since   integer not null,     -- run in which it appeared
  source  integer not null,     -- position of its source in that run
  profile integer,              -- profile of the account that the e-mail names; NULL when none does
  account text not null,        -- id of the account
  email   text not null,        -- lower-case
  purpose text                  -- support, invoicing, payable or unknown
) strict;

create index contact_of on contact (account);

-- Registrations of a customer portal.
create table registration (
  registration    integer primary key,  -- row number
  key             integer not null,     -- hash of the whole row and of how often it came before
  digest          integer not null,     -- the same
  since           integer not null,     -- run in which it appeared
  source          integer not null,     -- position of its source in that run
  account         text not null,        -- id of the account
  email           text not null,        -- as written, for an exact look-up is what the portal does
  verified        text,                 -- whether the e-mail is verified
  verified_at     text,                 -- day
  pending_since   text,                 -- day since which a verification is pending
  customer_number text,                 -- as the portal has it
  status          text                  -- active, closed or unknown
) strict;

create index registration_of on registration (email);

-- Customers as the CRM knows them.
create table crm (
  crm             integer primary key,  -- row number
  key             integer not null,     -- hash of the whole row and of how often it came before
  digest          integer not null,     -- the same
  since           integer not null,     -- run in which it appeared
  source          integer not null,     -- position of its source in that run
  account         text not null,        -- id of the account
  email           text not null,        -- as written
  customer_number text,                 -- as the CRM has it
  status          text                  -- active, closed or unknown
) strict;

create index crm_of on crm (email);

-- Customers as the ERP knows them.
create table erp (
  erp             integer primary key,  -- row number
  key             integer not null,     -- hash of the whole row and of how often it came before
  digest          integer not null,     -- the same
  since           integer not null,     -- run in which it appeared
  source          integer not null,     -- position of its source in that run
  account         text not null,        -- id of the account
  email           text not null,        -- as written
  customer_number text,                 -- as the ERP has it
  status          text                  -- active, closed or unknown
) strict;

create index erp_of on erp (email);

-- Extensions of the phone system, and where they send calls.
create table extension (
  extension   integer primary key,  -- row number
  key         integer not null,     -- hash of account and number
  digest      integer not null,     -- hash of the whole row
  since       integer not null,     -- run in which the row became what it is
  source      integer not null,     -- position of its source in that run
  profile     integer,              -- profile that "user" names in this account; NULL when none does
  account     text not null,        -- id of the account
  number      text not null,        -- as dialled inside
  user        text,                 -- its owner: id, user name or e-mail, as written
  forwards_to text,                 -- extension or outside number, as written
  kind        text,                 -- user, queue, ring group ..., as written
  members     text                  -- JSON list of extensions, for groups and queues
) strict;

create index extension_of on extension (account, number);

-- Rows as they were. Each holds for the runs from "begun" up to but not including "until".
create table contact_past (
  begun   integer not null,  -- run in which it appeared
  until   integer not null,  -- run in which it was gone
  contact integer not null,  -- row number it had
  source  integer not null,  -- as in contact, and so on
  account text not null,     -- as in contact
  email   text not null,     -- as in contact
  purpose text               -- as in contact
) strict;

create table registration_past (
  begun           integer not null,  -- run in which it appeared
  until           integer not null,  -- run in which it was gone
  registration    integer not null,  -- row number it had
  source          integer not null,  -- as in registration, and so on
  account         text not null,     -- as in registration
  email           text not null,     -- as in registration
  verified        text,              -- as in registration
  verified_at     text,              -- as in registration
  pending_since   text,              -- as in registration
  customer_number text,              -- as in registration
  status          text               -- as in registration
) strict;

create table crm_past (
  begun           integer not null,  -- run in which it appeared
  until           integer not null,  -- run in which it was gone
  crm             integer not null,  -- row number it had
  source          integer not null,  -- as in crm, and so on
  account         text not null,     -- as in crm
  email           text not null,     -- as in crm
  customer_number text,              -- as in crm
  status          text               -- as in crm
) strict;

create table erp_past (
  begun           integer not null,  -- run in which it appeared
  until           integer not null,  -- run in which it was gone
  erp             integer not null,  -- row number it had
  source          integer not null,  -- as in erp, and so on
  account         text not null,     -- as in erp
  email           text not null,     -- as in erp
  customer_number text,              -- as in erp
  status          text               -- as in erp
) strict;

create table extension_past (
  begun       integer not null,  -- run in which it became so
  until       integer not null,  -- run in which it was so no more
  extension   integer not null,  -- row number it had
  source      integer not null,  -- as in extension, and so on
  account     text not null,     -- as in extension
  number      text not null,     -- as in extension
  user        text,              -- as in extension
  forwards_to text,              -- as in extension
  kind        text,              -- as in extension
  members     text               -- as in extension
) strict;

-- What a run has of each kind of records, whatever the sources they came in.
create table run_supply (
  run    integer not null references run,  -- the run
  kind   text not null,  -- users, roles ...
  state  text not null,  -- 'read', or 'missing' when a source that may give such records is
  fields text not null,  -- JSON list of the fields that all its sources give
  primary key (run, kind)
) strict, without rowid;

insert into run_supply (run, kind, state, fields)
select run, kind, min(case state when 'missing' then 'missing' else 'read' end), '[]'
  from run_source
 group by run, kind;

-- The files a run read, one or several a source.
create table run_file (
  run      integer not null references run,  -- the run
  source   integer not null,  -- position of the source in the policy, from 1
  position integer not null,  -- order in the source, from 1
  path     text not null,     -- as the policy writes it; of a glob, the name that matched
  bytes    integer not null,  -- size of the file
  sha256   text not null,     -- of the bytes that were read
  rows     integer not null,  -- records in it
  modified text not null,     -- when it was last written, UTC; never part of a report
  primary key (run, source, position)
) strict, without rowid;
