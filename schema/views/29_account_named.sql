-- Whom accounts name: their primary admin, those who were it before, the custodians of the passphrase, the successor, and
-- the contacts. "name" is as written; "profile" is the profile of the account that it means (by id, else user name, else
-- e-mail).
-- Loading has found the profiles of primary admins and contacts; the others are looked for in one pass over the profiles.
-- Where nobody is to be looked for, nothing is read.
-- A view of its own and not the beginning of account_delegate: SQLite reads a table expression anew for each time that it is
-- named, and compiling both as one took 4 ms.
-- Worked out once a night, found by: account
create view account_named as
with
named (account, part, name, profile, is_sought) as materialized (
  select id, 'primary admin', primary_admin, admin, 0
    from account
   where coalesce(primary_admin, '') <> ''
  union all
  select distinct account_past.id, 'former primary admin', account_past.primary_admin, null, 1
    from account_past
    join account on account.id = account_past.id
   where coalesce(account_past.primary_admin, '') <> ''
     and account_past.primary_admin is not account.primary_admin
  union all
  select distinct account.id, 'custodian', trim(custodian.value), null, 1
    from account
    join json_each(account.passphrase_custodians) as custodian
   where account.passphrase_custodians is not null
     and trim(custodian.value) <> ''
  union all
  select id, 'successor', successor, null, 1
    from account
   where coalesce(successor, '') <> ''
  union all
  select distinct account,
         case when purpose in ('support', 'invoicing', 'payable') then purpose || ' contact' else 'contact' end,
         email, profile, 0
    from contact),
sought (account, name, folded) as materialized (
  select distinct account, name, lower(name) from named where is_sought),
match (account, name, profile) as materialized (
  select account, name, profile
    from (select sought.account, sought.name, profile.profile,
                 row_number() over (
                   partition by sought.account, sought.name
                   order by profile.id <> sought.name,
                            coalesce(profile.user_name, '') <> sought.folded,
                            profile.id) as place
            from (select 1 from sought limit 1) as any
           cross join profile
           cross join sought on sought.account = profile.account
           where profile.id = sought.name
              or profile.user_name = sought.folded
              or profile.email = sought.folded)
   where place = 1)
select named.account, named.part, named.name, coalesce(named.profile, match.profile) as profile
  from named
  left join match on named.is_sought and match.account = named.account and match.name = named.name;
