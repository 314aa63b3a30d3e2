-- Whom accounts name, as account_named has them, and who that is in the roster: "profile" may be NULL for a profile that is
-- gone from the export, "person" is the person's row. People without a profile are looked for in one pass over the roster;
-- where there is none, nothing is read.
-- Worked out once a night, found by: account
create view account_delegate as
with
-- Who has no profile any more may have had one, and may be in the roster.
lost (account, name) as materialized (
  select distinct account, name from account_named where profile is null),
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
select account_named.account,
       account_named.part,
       account_named.name,
       account_named.profile,
       case when account_named.profile is null then human.person else profile.person end as person
  from account_named
  left join profile on profile.profile = account_named.profile
  left join human
    on account_named.profile is null
   and human.account = account_named.account
   and human.name = account_named.name;
