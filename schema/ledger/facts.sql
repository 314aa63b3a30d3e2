-- Adds to what rules found tonight (temp.fired) its row in the ledger, and what tables of people show: name, e-mail and roles
-- of the profile, or the name of the account. Into temp.found.
insert into found (fired, finding, was, differs, profile, severity, name, email, roles, reason)
with shown as (
  select fired.rowid as fired,
         fired.rule,
         fired.account,
         fired.subject_kind,
         fired.subject,
         fired.profile,
         fired.severity,
         fired.reason,
         case
           when fired.subject_kind = 'account' then
             (select account.name from account where account.id = fired.account)
           else
             coalesce(nullif(trim(coalesce(profile.given_name, '') || ' ' || coalesce(profile.family_name, '')), ''),
                      profile.display_name)
         end as name,
         profile.email,
         role_list.roles
    from fired
    left join profile on profile.profile = fired.profile
    left join role_list on role_list.profile = fired.profile)
select shown.fired,
       finding.finding,
       finding.state,
       finding.finding is not null
         and (   finding.severity <> shown.severity
              or finding.reason <> shown.reason
              or finding.name is not shown.name
              or finding.email is not shown.email
              or finding.roles is not shown.roles),
       shown.profile,
       shown.severity,
       shown.name,
       shown.email,
       shown.roles,
       shown.reason
  from shown
  left join finding
    on finding.rule = shown.rule
   and finding.account = shown.account
   and finding.subject_kind = shown.subject_kind
   and finding.subject = shown.subject
 order by shown.fired;
