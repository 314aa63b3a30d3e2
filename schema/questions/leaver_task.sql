-- What is to be done when somebody leaves: a row for each deed, each account's in the order in which they are best done.
-- temp.leaving has the profiles of that human (profile, account, id), temp.leaving_person the row of the roster (person),
-- temp.leaving_mail the e-mail addresses (email).
with
who as (
  select account_delegate.account, account_delegate.part, account_delegate.name
    from account_delegate
   where account_delegate.profile in (select profile from leaving)
      or account_delegate.person in (select person from leaving_person)
      or lower(account_delegate.name) in (select email from leaving_mail)),
secret (account, why) as (
  select account, part from who where part in ('custodian', 'primary admin', 'former primary admin')
  union
  select leaving.account, 'holds ' || held_role.role
    from leaving
    join held_role on held_role.profile = leaving.profile
    join role_privilege on role_privilege.role = held_role.role
   where role_privilege.privilege = 'passphrase'),
task (place, task, account, subject, detail, fix) as (
  select 1, 'profile', leaving.account, leaving.id, coalesce('now ' || profile.status, 'status not known'),
         'Admin Console > Users > (user) > Status: Inactive, and end its sessions'
    from leaving
    join profile on profile.profile = leaving.profile
   where coalesce(profile.status, '') <> 'inactive'
  union all
  select 2, 'role', leaving.account, leaving.id,
         assignment.role || coalesce(' (' || nullif(assignment.scope, '') || ')', '')
           || case when held_role.privileged then ', privileged' when held_role.role is null then ', not in the catalogue'
                   else '' end,
         'Admin Console > Roles & permissions > Assignments: remove it'
    from leaving
    join assignment on assignment.profile = leaving.profile
    left join held_role on held_role.profile = leaving.profile and held_role.assignment = assignment.assignment
  union all
  select 3, 'api-keys', leaving.account, leaving.id, 'may have made API keys as ' || held_role.role,
         'Admin Console > API keys: delete those of the user, and make new ones for what uses them'
    from leaving
    join held_role on held_role.profile = leaving.profile
   where held_role.role in (select role from role_privilege where privilege = 'api-keys')
  union all
  select 4, 'passphrase', account.id, account.id,
         'known to the leaver: ' || (select group_concat(why, ', ')
                                       from (select why from secret where secret.account = account.id order by why)),
         'Change the passphrase on the day of leaving, and tell it to the remaining custodians only'
    from account
   where account.id in (select account from secret)
     and coalesce(account.passphrase_set, '') <> 'no'
  union all
  select 5, replace(part, ' ', '-'), who.account, who.name,
         case
           when part <> 'primary admin' then part || ' of the account'
           when coalesce(account.successor, '') = '' then 'no successor is named'
           else 'the successor named is ' || account.successor
         end,
         case part
           when 'primary admin' then 'Name another primary admin: ask the vendor through Billing in the Support Portal'
           when 'custodian' then 'Take the leaver off the list of custodians, and name another'
           when 'successor' then 'Name another successor of the primary admin'
           else 'Name another ' || part
         end
    from who
    join account on account.id = who.account
   where part <> 'former primary admin'
  union all
  select 6, 'extension', extension.account, extension.number,
         coalesce('forwards to ' || nullif(extension.forwards_to, ''), 'owned by the leaver'),
         'Admin Console > Users > (user) > Voice: give the number to somebody else, or take the forwarding off'
    from extension
   where extension.profile in (select profile from leaving)
  union all
  select 6, 'extension', other.account, other.number,
         case when other.forwards_to = own.number then 'forwards to extension ' || own.number || ' of the leaver'
              else 'has extension ' || own.number || ' of the leaver as a member' end,
         'Look at the routing: send these calls to somebody else'
    from extension as own
    join extension as other on other.account = own.account and other.extension <> own.extension
   where own.profile in (select profile from leaving)
     and (other.forwards_to = own.number
          or exists (select 1 from json_each(other.members) as member where member.value = own.number))
  union all
  select 7, 'registration', registration.account, registration.email,
         'registered in the customer portal' || coalesce(', customer ' || nullif(registration.customer_number, ''), ''),
         'Close the registration, or move it to the one who follows'
    from registration
   where lower(trim(registration.email)) in (select email from leaving_mail))
select task, account, subject, detail, fix
  from task
 order by account, place, subject, detail;
