-- Who can act for the accounts where the fewest can: a row for each person with a duty, and one without a person for an
-- account that has nobody. A page for reading shows no more than two hundred accounts.
with usable as (select account, count(*) as admins from usable_admin group by account),
     worst as materialized (
       select account.*, min(2, coalesce(usable.admins, 0)) as admins
         from account
         left join usable on usable.account = account.id
        order by min(2, coalesce(usable.admins, 0)), account.passphrase_set is not 'no', account.id
        limit 200),
     duty (account, profile, what) as (
       select account, profile, 'admin' from usable_admin where account in (select id from worst)
        union
       select id, admin, 'primary' from worst where admin is not null
        union
       select held_role.account, held_role.profile, 'portal'
         from held_role
         join role_privilege on role_privilege.role = held_role.role
        where role_privilege.privilege = 'support-portal'
          and held_role.account in (select id from worst)
        union
       select account, profile, 'contact'
         from contact
        where purpose = 'support' and profile is not null and account in (select id from worst)),
     known as materialized (
       select distinct profile.account, profile.profile, lower(profile.id) as id, profile.user_name, profile.email
         from duty
         join profile on profile.profile = duty.profile),
     -- Whom the passphrase is known to, and whom support answers, may be names that are no profile.
     named (account, name, what) as (
       select account.id, custodian.value, 'custodian'
         from worst as account
         join json_each(account.passphrase_custodians) as custodian
        where account.passphrase_custodians is not null
        union
       select account, email, 'contact'
         from contact
        where purpose = 'support' and profile is null and account in (select id from worst)),
     somebody (account, key, profile, name, what) as (
       select account, 'profile ' || profile, profile, null, what from duty
        union all
       select named.account,
              coalesce('profile ' || known.profile, 'name ' || lower(named.name)),
              known.profile,
              named.name,
              named.what
         from named
         left join known
           on known.account = named.account
          and lower(named.name) in (known.id, known.user_name, known.email)),
     able as (
       select somebody.account,
              somebody.key,
              max(somebody.profile) as profile,
              min(somebody.name) as name,
              max(somebody.what = 'admin') as admin,
              max(somebody.what = 'primary') as first,
              max(somebody.what = 'portal') as portal,
              max(somebody.what = 'custodian') as custodian,
              max(somebody.what = 'contact') as contact
         from somebody
        group by somebody.account, somebody.key),
     standing as (
       select able.*,
              coalesce(nullif(trim(coalesce(profile.given_name, '') || ' ' || coalesce(profile.family_name, '')), ''),
                       profile.display_name) as full_name,
              coalesce(profile.email, profile.id, able.name) as reach,
              case
                when able.profile is null then
                     case when able.name in (select person.email from departed join person using (person))
                          then 'departed' end
                when exists (select 1 from departed_profile where departed_profile.profile = able.profile) then 'departed'
                when profile.status <> 'active' then profile.status
              end as trouble
         from able
         left join profile on profile.profile = able.profile)
select account.id,
       account.name,
       account.channel,
       account.reseller,
       account.passphrase_set,
       account.passphrase_custodians is not null as custodians_known,
       standing.full_name,
       standing.reach,
       standing.trouble,
       standing.admin,
       standing.first,
       standing.portal,
       standing.custodian,
       standing.contact
  from worst as account
  left join standing on standing.account = account.id
 order by account.admins,
          account.passphrase_set is not 'no',
          account.id,
          standing.trouble is not null,
          standing.admin desc,
          standing.reach;
