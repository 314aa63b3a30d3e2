-- username-reused: No user name passes on to somebody else
-- severity: high
-- needs: users.user_name, history
-- uses: roles
-- policy: Sf, P4
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4; 47 CFR: 64.2010(f)
-- why: Whatever still knows the old holder by that name now opens to the new one: the login at other services,
--   contacts, role assignments that name the user, and what the audit log says about earlier days.
-- fix: Admin Console > Users > (user) > Basic information: give the new profile a Username of its own. Then look
--   through Roles & permissions > Assignments and the portal's contacts for the old holder. If one person was only
--   deleted and made again, as a move between sites does, waive the finding.
-- parameter days: 7, 1 to 90, days back in which a change is told
--
-- flagged: the old holder is gone, or has another name now
--   profile id=u2 user_name=ada since=9
--   profile_past id=u1 user_name=ada until=9
--   profile id=u4 user_name=grace since=9
--   profile id=u3 user_name=hopper since=9
--   profile_past id=u3 user_name=grace until=9
--   finds u2 reason="The user name ada belonged to u1 within the last 7 days"
--   finds u4 reason="The user name grace belonged to u3 within the last 7 days"
-- flagged: exactly at the limit; given away first and taken by somebody else later
--   night run=5 as_of=2026-11-14
--   profile id=u2 user_name=ada since=9
--   profile_past id=u1 user_name=ada until=5
--   finds u2
-- flagged: the same person made again, which only the administrator knows
--   profile id=u2 user_name=ada email=ada@a.example employee_number=E1 since=9
--   profile_past id=u1 user_name=ada email=ada@a.example employee_number=E1 until=9
--   finds u2 reason="The user name ada belonged to u1 within the last 7 days, with the same e-mail"
-- passes: one day before the limit
--   night run=5 as_of=2026-11-13
--   profile id=u2 user_name=ada since=9
--   profile_past id=u1 user_name=ada until=5
-- passes: the same id, whatever else changed
--   profile id=u1 user_name=ada title=Queen since=9
--   profile_past id=u1 user_name=ada until=9
-- passes: both had it, before and now, which is no passing on
--   profile id=u1 user_name=ada since=9 title=Queen
--   profile_past id=u1 user_name=ada until=9
--   profile id=u2 user_name=ada
-- passes: in another account, or empty
--   profile id=u2 user_name=ada account=B since=9
--   profile_past id=u1 user_name=ada until=9
--   profile id=u3 user_name= since=9
--   profile_past id=u4 user_name= until=9
with given_up as (
  select profile_past.account, profile_past.user_name, profile_past.email, max(profile_past.id) as id
    from tonight
   cross join run as ended on ended.as_of >= date(tonight.as_of, '-' || :days || ' days')
   cross join profile_past on profile_past.until = ended.run
   where profile_past.user_name <> ''
     and not exists (select 1 from profile
                      where profile.profile = profile_past.profile
                        and profile.id = profile_past.id
                        and profile.user_name = profile_past.user_name)
   group by profile_past.account, profile_past.user_name)
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'The user name ' || profile.user_name || ' belonged to ' || given_up.id || ' within the last '
         || :days || case when :days = 1 then ' day' else ' days' end
         || case when given_up.email = profile.email and profile.email <> '' then ', with the same e-mail' else '' end
         as reason
  from profile
 cross join given_up
    on given_up.account = profile.account
   and given_up.user_name = profile.user_name
   and given_up.id <> profile.id
 where profile.since > (select min(run) from run_supply where kind = 'users' and state = 'read')
   -- The name is new to this profile, too. Asked in words of given_up, so that it is asked of few.
   and not exists (select 1 from profile_past as own
                    where own.profile = profile.profile
                      and own.id = profile.id
                      and own.until = profile.since
                      and own.user_name = given_up.user_name);
