-- leaver-vanished: A privileged profile goes away when its holder left
-- severity: medium
-- needs: users, roles, history
-- uses: roster, accounts
-- policy: P4, P5
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: A profile that was deleted while its holder still works here takes its history with it, and perhaps a trace.
--   Or the export no longer shows it, and with it nobody would see what it does.
-- fix: Admin Console > Users: look for the user. If the profile is there, export again without a filter. If it was
--   deleted, Audit events tells by whom; ask why, since the vendor advises to set a profile to Inactive and keep it.
-- parameter days: 7, 1 to 90, days back in which a loss is told
--
-- flagged: gone tonight, with the role; the holder is employed
--   person employee_number=E1 status=employed
--   profile_past id=u1 employee_number=E1 until=9
--   assignment_past user=u1 role="IT Admin" until=9
--   finds u1 kind=profile reason="Gone from the users export, was Ada Byron (u1@a.example) with IT Admin; no roster record says that this person left"
-- flagged: exactly at the limit; the assignment is still there; leaves tomorrow
--   night run=5 as_of=2026-11-14
--   person email=u1@a.example status=employed ended=2026-11-22
--   profile_past id=u1 until=5
--   assignment user=u1@A.example role="My8x8 Admin"
--   assignment user=u1 role=Reader
--   finds u1 reason="Gone from the users export, was Ada Byron (u1@a.example) with My 8x8 Admin; no roster record says that this person left"
-- flagged: not in the roster at all, and the primary admin
--   account id=A primary_admin=u1
--   profile_past id=u1 until=9
--   finds u1 reason="Gone from the users export, was Ada Byron (u1@a.example) with primary admin; no roster record says that this person left"
-- flagged: still there in another account
--   profile id=u1 account=B
--   profile_past id=u1 until=9
--   assignment_past user=u1 role="IT Admin" until=9
--   finds u1 account=A
-- passes: the roster says that the person left
--   person employee_number=E1 status=departed
--   person email=u2@a.example ended=2026-11-21
--   profile_past id=u1 employee_number=E1 until=9
--   profile_past id=u2 until=9
--   assignment_past user=u1 role="IT Admin" until=9
--   assignment_past user=u2 role="IT Admin" until=9
-- passes: one day before the limit
--   night run=5 as_of=2026-11-13
--   profile_past id=u1 until=5
--   assignment_past user=u1 role="IT Admin" until=5
-- passes: there again, or changed only
--   profile id=u1 since=9
--   profile_past id=u1 until=9
--   assignment user=u1 role="IT Admin"
-- passes: was not privileged, or no more when it went
--   night run=8 as_of=2026-11-20
--   profile_past id=u1 until=9
--   assignment_past user=u1 role=Reader until=9
--   assignment_past user=u1 role="IT Admin" until=8
-- passes: its row could not be read tonight
--   rejected subject=u1
--   profile_past id=u1 until=9
--   assignment_past user=u1 role="IT Admin" until=9
with gone as materialized (
  select profile_past.account, profile_past.id, max(profile_past.until) as until, profile_past.user_name,
         profile_past.email, profile_past.employee_number,
         trim(coalesce(profile_past.given_name, '') || ' ' || coalesce(profile_past.family_name, '')) as name
    from tonight
   cross join run as ended on ended.as_of >= date(tonight.as_of, '-' || :days || ' days')
   cross join profile_past on profile_past.until = ended.run
   where not exists (select 1 from profile
                      where profile.profile = profile_past.profile and profile.id = profile_past.id)
   group by profile_past.account, profile_past.id),
named (account, id, until, name) as materialized (
  select account, id, until, lower(id) from gone
  union
  select account, id, until, user_name from gone where user_name <> ''
  union
  select account, id, until, email from gone where email <> ''),
held as (
  select named.account, named.id, role_name.role
    from assignment_past
   cross join named on named.account = assignment_past.account and named.name = lower(assignment_past.user)
    join role_name on role_name.name = assignment_past.role
   where assignment_past.until > (select min(until) - 1 from gone)
     and assignment_past.begun < named.until
     and assignment_past.until >= named.until
  union
  select named.account, named.id, role_name.role
    from assignment
   cross join named on named.account = assignment.account and named.name = lower(assignment.user)
    join role_name on role_name.name = assignment.role
   where assignment.profile is null
  union
  select named.account, named.id, 'primary admin'
    from account
   cross join named on named.account = account.id and named.name = lower(account.primary_admin)
   where account.admin is null),
privileged as (
  select account, id, group_concat(role, ', ') as roles
    from (select account, id, role
            from held
           where role = 'primary admin' or role in (select role from role_privilege)
           order by account, id, role)
   group by account, id)
select null as profile,
       gone.account,
       'profile' as subject_kind,
       gone.id as subject,
       null as severity,
       'Gone from the users export, was ' || gone.name || coalesce(' (' || nullif(gone.email, '') || ')', '')
         || ' with ' || privileged.roles || '; no roster record says that this person left' as reason
  from gone
  join privileged on privileged.account = gone.account and privileged.id = gone.id
 where (gone.account, gone.id) not in (select profile.account, profile.id
                                         from profile
                                        where profile.since >= (select min(until) from gone))
   and coalesce(gone.employee_number, '') not in (select person.employee_number
                                                    from departed
                                                    join person on person.person = departed.person
                                                   where person.employee_number <> '')
   and coalesce(gone.email, '') not in (select person.email
                                          from departed
                                          join person on person.person = departed.person
                                         where person.email <> '')
   and not exists (select 1
                     from tonight
                     join run_rejected on run_rejected.run = tonight.run
                    where run_rejected.kind = 'users'
                      and run_rejected.account = gone.account
                      and run_rejected.subject = gone.id);
