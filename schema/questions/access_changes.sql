-- What changed in who holds what, in the runs after :first up to the one that is looked at: roles gained and lost; profiles
-- that joined, vanished, were renamed, or went to another person (recycled: both name and e-mail are other ones).
-- What was gained and lost again in between is told twice. A question that is NULL is not asked.
with
span as materialized (
  select run.run, run.as_of, (select max(earlier.run) from run as earlier where earlier.run < run.run) as before
    from run
    join tonight on run.run <= tonight.run
   where run.run > :first),
opens as materialized (
  select role_name.name
    from role_name
   where exists (select 1 from role_privilege where role_privilege.role = role_name.role)),
grants (account, user, role, begun, until) as materialized (
  select account, user, role, since, null from assignment where since > :first
  union all
  select account, user, role, begun, until from assignment_past where until > :first),
came as (select account, user, role, begun as run from grants where begun > :first),
went as (select account, user, role, until as run from grants where until is not null),
-- The same role with another date or granter is the same role.
role_change (change, account, user, role, run) as materialized (
  select 'gained', account, user, role, run
    from (select account, user, role, run from came except select account, user, role, run from went)
  union all
  select 'lost', account, user, role, run
    from (select account, user, role, run from went except select account, user, role, run from came)),
versions (profile, begun, until, account, id, name, user_name, email) as materialized (
  select profile, since, null, account, id,
         coalesce(nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), ''), display_name),
         user_name, email
    from profile
  union all
  select profile, begun, until, account, id,
         coalesce(nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), ''), display_name),
         user_name, email
    from profile_past),
steps as materialized (
  select newer.account, newer.id, newer.begun as run, newer.name, older.profile is null as joined,
         older.name as old_name, newer.user_name, older.user_name as old_user_name, newer.email, older.email as old_email
    from versions as newer
    left join versions as older
      on older.profile = newer.profile
     and older.until = newer.begun
     and older.account = newer.account
     and older.id = newer.id
   where newer.begun > :first),
ends as materialized (
  select older.account, older.id, older.until as run, older.name, older.user_name, older.email
    from versions as older
    left join versions as newer
      on newer.profile = older.profile
     and newer.begun = older.until
     and newer.account = older.account
     and newer.id = older.id
   where older.until > :first
     and newer.profile is null),
-- Whose profile it was when they held a privileged role.
opening (account, word, begun, until) as materialized (
  select account, lower(user), since, null from assignment where role in (select name from opens)
  union all
  select account, lower(user), begun, until from assignment_past where role in (select name from opens)),
weighty as materialized (
  select distinct touched.account, touched.id, touched.run
    from (select account, id, run, user_name, email from ends
          union all
          select account, id, run, user_name, email from steps) as touched
    join opening
      on opening.account = touched.account
     and opening.word in (lower(touched.id), touched.user_name, touched.email)
     and opening.begun <= touched.run
     and (opening.until is null or opening.until >= touched.run)),
-- Who is meant by the name in an assignment: the profile that last had it as id, user name or e-mail.
names as materialized (
  select account, word, name, id, max(begun) as begun
    from (select account, lower(id) as word, name, id, begun from versions
          union all
          select account, user_name, name, id, begun from versions where user_name <> ''
          union all
          select account, email, name, id, begun from versions where email <> '')
   where (account, word) in (select account, lower(user) from role_change)
   group by account, word),
told (change, account, user, id, name, role, was, became, privileged, run) as (
  select role_change.change, role_change.account, role_change.user, coalesce(names.id, role_change.user), names.name,
         role_change.role, null, null,
         role_change.role in (select name from opens),
         role_change.run
    from role_change
    left join names on names.account = role_change.account and names.word = lower(role_change.user)
  union all
  select case
           when joined then 'joined'
           when old_name is not name and old_email is not email and old_name <> '' and old_email <> '' then 'recycled'
           else 'renamed'
         end,
         account, id, id, name, null,
         case when not joined then was end,
         case when not joined then became end,
         (account, id, run) in (select account, id, run from weighty),
         run
    from (select steps.*,
                 trim(case when old_name is not name then coalesce(old_name, '(none)') || '; ' else '' end
                      || case when old_user_name is not user_name then coalesce(old_user_name, '(none)') || '; ' else '' end
                      || case when old_email is not email and old_email is not old_user_name
                              then coalesce(old_email, '(none)') else '' end, '; ') as was,
                 trim(case when old_name is not name then coalesce(name, '(none)') || '; ' else '' end
                      || case when old_user_name is not user_name then coalesce(user_name, '(none)') || '; ' else '' end
                      || case when old_email is not email and email is not user_name
                              then coalesce(email, '(none)') else '' end, '; ') as became
            from steps) as changed
   where joined
      or old_name is not name
      or old_user_name is not user_name
      or old_email is not email
  union all
  select 'vanished', account, id, id, name, null, null, null,
         (account, id, run) in (select account, id, run from weighty),
         run
    from ends)
select told.change,
       told.account,
       told.id as user,
       told.name,
       told.role,
       told.was,
       told.became,
       case when told.privileged then 'yes' else 'no' end as privileged,
       told.run,
       span.as_of as seen,
       earlier.as_of as earliest
  from told
  join span on span.run = told.run
  left join run as earlier on earlier.run = span.before
 where (   :account is null
        or lower(:account) = lower(told.account)
        or told.account in (select id from account where lower(name) = lower(:account)))
   and (   :user is null
        or lower(:user) in (lower(told.user), lower(told.id), lower(told.name))
        or (told.account, told.id) in (select account, id
                                         from versions
                                        where lower(:user) in (lower(id), user_name, email, lower(name))))
   and (   :role is null
        or lower(:role) = lower(told.role)
        or told.role in (select name from role_name where lower(role) = lower(:role)))
   and (:privileged is null or told.privileged)
 order by told.run, told.privileged desc,
          case told.change when 'gained' then 1 when 'lost' then 2 when 'recycled' then 3 when 'renamed' then 4
                           when 'vanished' then 5 else 6 end,
          told.account, told.id, told.role;
