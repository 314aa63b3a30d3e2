-- What the rules about names and about earlier nights look for, so that they need not read every profile.

-- What a name looks like, where anything in it is unusual: signs, digits, other letters than Latin ones, three words or more,
-- two names that are the same. NULL where nothing is; then full_name says the same.
alter table profile add column name_skeleton text;       -- folded, with letters that look like Latin ones replaced by these
alter table profile_past add column name_skeleton text;  -- as in profile

-- What an id looks like, where it is not plain ASCII; then lower(id) says the same.
alter table profile add column id_skeleton text;       -- lower-case, with letters that look like Latin ones replaced
alter table profile_past add column id_skeleton text;  -- as in profile

-- A database from before has no skeletons: whatever may be unusual is taken for it, until its row changes.
update profile
   set name_skeleton = full_name
 where given_name glob '*[^A-Za-zÀ-ɏḀ-ỿ ''-]*'
    or family_name glob '*[^A-Za-zÀ-ɏḀ-ỿ ''-]*'
    or full_name glob '* * *'
    or full_name glob '-*'
    or family_name glob '-*'
    or lower(given_name) = lower(family_name)
    or substr(lower(given_name), 1, 1) = substr(lower(given_name), 3, 1)
    or substr(lower(family_name), 1, 1) = substr(lower(family_name), 3, 1)
    or substr(lower(given_name), 1, 3) in ('asd', 'qwe', 'zxc')
    or substr(lower(family_name), 1, 3) in ('asd', 'qwe', 'zxc');

-- Folded names of accounts, and of those people whose names are not plain ASCII.
alter table account add column folded_name text;       -- name, folded as full_name is
alter table account_past add column folded_name text;  -- as in account
alter table person add column folded_name text;        -- given and family name, folded; NULL where both are ASCII
alter table person_past add column folded_name text;   -- as in person

update account set folded_name = lower(name);
update person set folded_name = lower(given_name || ' ' || family_name) where given_name || family_name glob '*[^ -~]*';

create index profile_unusual_name on profile (account, name_skeleton) where name_skeleton is not null;

create index profile_unusual_id on profile (account) where id_skeleton is not null;

-- People whose status is not that of most.
create index person_not_employed on person (status) where status not in ('employed', 'unknown');

-- Names that stand for nobody, and names that several have.
create index profile_name on profile (full_name, account);

-- What ended in the last nights.
create index profile_past_until on profile_past (until);
create index assignment_past_until on assignment_past (until);
