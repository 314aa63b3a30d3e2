-- The population of privileged access in the order of the report, each row with the open findings about its profile.
select access.account,
       access.user,
       access.name,
       access.email,
       access.status,
       access.employed,
       access.role,
       access.privileges,
       access.scope,
       access.granted,
       access.granted_by,
       access.last_login,
       access.mfa,
       coalesce(about.findings, '') as findings
  from access
  left join (select account, subject, group_concat(id, ' ') as findings
               from (select account, subject, id
                       from finding
                      where subject_kind = 'profile'
                        and state in ('new', 'open', 'reopened')
                      order by account, subject, id)
              group by account, subject) as about
         on about.account = access.account
        and about.subject = access.user
 order by access.account, access.user, access.role, access.scope, access.granted;
