-- Who holds what: a row for each role of each profile, privileged or not, for each assignment that no profile answers to,
-- and for each primary admin without a privileged role. A question that is NULL is not asked.
with
privileges as materialized (
  select role, group_concat(privilege, '; ') as list
    from (select role, privilege from role_privilege order by role, privilege)
   group by role),
held as (
  select assignment.profile, assignment.account, assignment.user,
         coalesce(role_name.role, assignment.role) as role,
         assignment.role as written,
         role_name.role is not null as known,
         assignment.scope, assignment.granted, assignment.granted_by
    from assignment
    left join role_name on role_name.name = assignment.role
   where :role is null
      or lower(:role) in (lower(role_name.role), lower(assignment.role))
  union all
  select account.admin, account.id, account.primary_admin, 'primary admin', 'primary admin', 1, null, null, null
    from account
   where account.admin is not null
     and coalesce(lower(:role), 'primary admin') = 'primary admin'
     and not exists (select 1 from privileged_profile
                      where privileged_profile.profile = account.admin and privileged_profile.holds)),
about as materialized (
  select account, subject, group_concat(id, ' ') as findings
    from (select account, subject, id
            from finding
           where subject_kind in ('profile', 'user')
             and state in ('new', 'open', 'reopened')
           order by account, subject, id)
   group by account, subject)
select held.account,
       coalesce(profile.id, held.user) as user,
       coalesce(profile.given_name || ' ' || profile.family_name, profile.display_name) as name,
       profile.email,
       profile.status,
       case
         when profile.profile is null then 'no profile'
         when profile.person is null then 'no record'
         when departed.person is not null then 'departed'
         else coalesce(person.status, 'unknown')
       end as employed,
       held.role,
       privileges.list as privileges,
       held.scope,
       held.granted,
       held.granted_by,
       profile_login.last_login,
       profile.mfa,
       coalesce(about.findings, '') as findings,
       held.known
  from held
  left join profile on profile.profile = held.profile
  left join privileges on privileges.role = held.role and held.known
  left join profile_login on profile_login.profile = profile.profile
  left join person on person.person = profile.person
  left join departed on departed.person = profile.person
  left join about on about.account = held.account and about.subject = coalesce(profile.id, held.user)
 where (   :account is null
        or lower(:account) = lower(held.account)
        or held.account in (select id from account where lower(name) = lower(:account)))
   and (   :user is null
        or lower(:user) in (lower(held.user), lower(profile.id), profile.user_name, profile.email,
                            lower(profile.given_name || ' ' || profile.family_name), lower(profile.display_name)))
   and (:privileged is null or privileges.list is not null or held.written = 'primary admin')
 order by held.account, coalesce(profile.id, held.user), held.role, held.scope, held.granted;
