-- profile-recycled: A profile belongs to one person for ever
-- severity: high
-- needs: users.given_name, users.family_name, users.email, history
-- uses: roster
-- policy: Sf, P4
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4; 47 CFR: 64.2010(f)
-- why: Another person put into an old profile inherits its roles, its voicemail, its second factor and its history,
--   and nobody can tell afterwards who did what. The vendor advises against it.
-- fix: Admin Console > Users: make a new profile for the new person, take the roles off the old one and set it to
--   Inactive. If it is one person with a new name, let HR record the name, or waive the finding.
-- parameter days: 7, 1 to 90, days back in which a change is told
--
-- flagged: name and e-mail changed, tonight or exactly at the limit
--   night run=5 as_of=2026-11-14
--   profile id=u1 given_name=Grace family_name=Hopper email=grace@a.example
--   profile_past id=u1 email=ada@a.example until=9
--   profile id=u2 given_name=Grace family_name=Hopper email=grace@a.example
--   profile_past id=u2 email=ada@a.example until=5
--   finds u1 reason="Was Ada Byron (ada@a.example) within the last 7 days, and is Grace Hopper (grace@a.example)"
--   finds u2
-- flagged: one after the other within those days
--   night run=8 as_of=2026-11-20
--   profile id=u1 given_name=Grace family_name=Hopper email=grace@a.example
--   profile_past id=u1 email=ada@a.example begun=1 until=8
--   profile_past id=u1 email=grace@a.example begun=8 until=9
--   finds u1
-- flagged: the number stayed, and the roster knows it under the old name
--   person employee_number=E1 given_name=Ada family_name=Byron
--   profile id=u1 given_name=Grace family_name=Hopper email=grace@a.example employee_number=E1
--   profile_past id=u1 email=ada@a.example employee_number=E1 until=9
--   finds u1
-- passes: one day before the limit
--   night run=5 as_of=2026-11-13
--   profile id=u1 given_name=Grace family_name=Hopper email=grace@a.example
--   profile_past id=u1 email=ada@a.example until=5
-- passes: only the name, or only the e-mail; or the name in another spelling
--   profile id=u1 given_name=Augusta
--   profile_past id=u1 until=9
--   profile id=u2 email=ada.byron@a.example
--   profile_past id=u2 until=9
--   profile id=u3 given_name=ÀDA family_name=byron email=ada.byron@a.example
--   profile_past id=u3 until=9
-- passes: one person with a new name, as the roster says
--   person employee_number=E1 given_name=Ada family_name=Lovelace
--   profile id=u1 given_name=Ada family_name=Lovelace email=ada.lovelace@a.example employee_number=E1
--   profile_past id=u1 email=ada.byron@a.example employee_number=E1 until=9
-- passes: name or e-mail was not known before
--   profile id=u1 given_name=Grace email=grace@a.example
--   profile_past id=u1 email=null until=9
--   profile id=u2 given_name=Grace email=grace@a.example
--   profile_past id=u2 given_name= family_name= email=ada@a.example until=9
-- passes: the same id in another account
--   profile id=u1 account=B given_name=Grace email=grace@a.example
--   profile_past id=u1 account=A email=ada@a.example until=9
select former.profile,
       former.account,
       'profile' as subject_kind,
       former.id as subject,
       null as severity,
       'Was ' || trim(coalesce(former.was_given_name, '') || ' ' || coalesce(former.was_family_name, ''))
         || ' (' || former.was_email || ') within the last '
         || :days || case when :days = 1 then ' day' else ' days' end
         || ', and is ' || trim(coalesce(former.given_name, '') || ' ' || coalesce(former.family_name, ''))
         || ' (' || former.email || ')' as reason
  from (select former_profile.*, min(former_profile.until)
          from tonight
         cross join former_profile
         where former_profile.day >= date(tonight.as_of, '-' || :days || ' days')
         group by former_profile.profile) as former
  left join person on person.person = former.person
 where former.was_full_name <> ''
   and former.full_name <> ''
   and former.was_full_name <> former.full_name
   and former.was_email <> ''
   and former.email <> ''
   and former.was_email <> former.email
   -- HR knows the person of this number under the new name.
   and not coalesce(former.employee_number <> ''
                    and former.employee_number = former.was_employee_number
                    and person.employee_number = former.employee_number
                    and person.given_name = former.given_name
                    and person.family_name = former.family_name, 0);
