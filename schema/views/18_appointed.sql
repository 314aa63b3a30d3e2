-- Who is named by an account itself: successor and passphrase custodians, and its contacts; with the profile that is
-- meant, by id, else user name, else e-mail, and the roster record behind it.
-- A name that means no profile is still somebody: an e-mail may stand in the roster. Where nobody is named, neither profiles
-- nor people are read.
-- Worked out once a night, found by: account
create view appointed as
with
named (account, part, name) as materialized (
  select id, 'successor', trim(successor)
    from account
   where trim(successor) <> ''
  union
  select account.id, 'passphrase custodian', trim(custodian.value)
    from account, json_each(account.passphrase_custodians) as custodian
   where account.passphrase_custodians is not null
     and trim(custodian.value) <> ''),
meant as (
  select account, name, profile, person
    from (select named.account, named.name, profile.profile, profile.person,
                 row_number() over (
                   partition by named.account, named.name
                   order by profile.id <> named.name,
                            coalesce(profile.user_name, '') <> lower(named.name),
                            profile.id) as place
            from (select 1 from named limit 1)
           cross join profile
           cross join (select distinct account, name from named) as named on named.account = profile.account
           where profile.id = named.name
              or profile.user_name = lower(named.name)
              or profile.email = lower(named.name))
   where place = 1),
place (account, part, name, profile, person) as materialized (
  select named.account, named.part, named.name, meant.profile, meant.person
    from named
    left join meant on meant.account = named.account and meant.name = named.name
  union all
  select contact.account, coalesce(contact.purpose, 'unknown') || ' contact', contact.email, contact.profile,
         profile.person
    from contact
    left join profile on profile.profile = contact.profile),
known as (
  select email, person
    from (select person.email, person.person,
                 row_number() over (
                   partition by person.email order by coalesce(person.hired, '') desc, person.person desc) as place
            from (select 1 from place where profile is null limit 1)
           cross join person
           where person.email in (select lower(name) from place where profile is null))
   where place = 1)
select place.account, place.part, place.name, place.profile, coalesce(place.person, known.person) as person
  from place
  left join known on place.profile is null and known.email = lower(place.name);
