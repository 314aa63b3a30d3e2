-- Whom accounts name: their primary admin, those who were it before, the custodians of the passphrase, the successor, and
-- the contacts. "name" is as written; "profile" is the profile of the account that it means (by id, else user name, else
-- e-mail), also one that is gone from the export where "profile" is NULL; "person" is who that is in the roster.
-- Loading has found the profiles of primary admins and contacts; the others are looked for in one pass over the profiles,
-- and people without a profile in one pass over the roster. Where nobody is to be looked for, nothing is read.
-- Worked out once a night, found by: account
create view account_delegate as
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
   where place = 1),
met (account, part, name, profile) as materialized (
  select named.account, named.part, named.name, coalesce(named.profile, match.profile)
    from named
    left join match on named.is_sought and match.account = named.account and match.name = named.name),
-- Who has no profile any more may have had one, and may be in the roster.
lost (account, name) as materialized (
  select distinct account, name from met where profile is null),
known (account, name, employee_number, email) as materialized (
  select account, name, null, lower(name)
    from lost
  union all
  select lost.account, lost.name, nullif(profile_past.employee_number, ''), nullif(profile_past.email, '')
    from (select 1 from lost limit 1) as any
   cross join profile_past
   cross join lost on lost.account = profile_past.account
   where lost.name = profile_past.id
      or lower(lost.name) in (profile_past.user_name, profile_past.email)),
likely as materialized (
  select person.person, person.employee_number, person.email, coalesce(person.hired, '') as hired
    from (select 1 from known limit 1) as any
   cross join person
   where person.email in (select email from known)
      or person.employee_number in (select employee_number from known)),
human (account, name, person) as materialized (
  select account, name, person
    from (select account, name, person,
                 row_number() over (partition by account, name order by place, hired desc, person desc) as rank
            from (select known.account, known.name, likely.person, likely.hired, 1 as place
                    from known
                    join likely on likely.employee_number = known.employee_number
                  union all
                  select known.account, known.name, likely.person, likely.hired, 2
                    from known
                    join likely on likely.email = known.email))
   where rank = 1)
select met.account,
       met.part,
       met.name,
       met.profile,
       case when met.profile is null then human.person else profile.person end as person
  from met
  left join profile on profile.profile = met.profile
  left join human on met.profile is null and human.account = met.account and human.name = met.name;
