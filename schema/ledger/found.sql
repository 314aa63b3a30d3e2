-- The table of tonight's findings with their rows in the ledger and with what tables of people show of them. What rules
-- find (temp.fired) moves into it by facts.sql.

drop table if exists temp.found;

create temp table found (
  found    integer primary key,
  fired    integer not null,  -- row in fired, until it has a row in finding
  finding  integer,           -- row in finding; NULL until it has one
  was      text,              -- its state before tonight; NULL where it is new
  differs  integer not null,  -- whether what follows is other than in finding
  profile  integer,           -- whom it is about
  severity text not null,
  name     text,              -- of the profile, or of the account
  email    text,
  roles    text,              -- with "; " between them
  reason   text not null
);

drop table if exists temp.named;

-- Those that have no row yet, with the row and the id that they get.
create temp table named (
  finding integer primary key,
  found   integer not null,
  id      text not null
);
