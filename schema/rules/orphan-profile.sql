-- orphan-profile: Every active profile belongs to somebody in the roster
-- severity: high
-- needs: users.status, roster
-- policy: P4, P8
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: Nobody answers for a profile that the roster does not know: it may be a leaver's, a stranger's, or a spare
--   that everybody shares. Where the roster lists only present staff, this is how leavers show.
-- fix: Find the holder. Admin Console > Users > (user) > Basic information: correct the e-mail, or have the roster
--   corrected. If there is no holder: Roles & permissions > Assignments: remove the roles, then Status: Inactive.
--
-- flagged: neither number nor e-mail is in the roster
--   person employee_number=E2 email=grace@a.example status=employed
--   profile id=u1 employee_number=E1
--   finds u1 reason="Active, and no roster record has the employee number E1 or the e-mail u1@a.example"
-- flagged: has an e-mail only, or nothing to look for
--   profile id=u1
--   profile id=u2 email=
--   profile id=u3 email=null employee_number=
--   finds u1 reason="Active, and no roster record has the e-mail u1@a.example"
--   finds u2 reason="Active, and has neither an employee number nor an e-mail to look for in the roster"
--   finds u3 reason="Active, and has neither an employee number nor an e-mail to look for in the roster"
-- flagged: has an employee number only; an empty one in the roster is nobody's
--   person employee_number= email= status=employed
--   profile id=u1 employee_number=E1 email=
--   finds u1 reason="Active, and no roster record has the employee number E1"
-- flagged: critical when privileged, by a role or as primary admin
--   account id=A primary_admin=u2
--   profile id=u1
--   assignment user=u1 role="IT Admin"
--   profile id=u2 email=
--   profile id=u3
--   assignment user=u3 role="Basic User"
--   finds u1 severity=critical
--   finds u2 severity=critical
--   finds u3
-- flagged: a leading zero makes another number
--   person employee_number=7 status=employed
--   profile id=u1 employee_number=007
--   finds u1
-- passes: known by number, or by e-mail alone
--   person employee_number=E1 status=employed
--   person email=u2@a.example status=employed
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E9
-- passes: the roster knows them as departed, which other rules report
--   person employee_number=E1 status=departed ended=2026-01-01
--   profile id=u1 employee_number=E1
-- passes: not active, or nobody knows
--   profile id=u1 status=inactive
--   profile id=u2 status=pending
--   profile id=u3 status=locked
--   profile id=u4 status=unknown
--   profile id=u5 status=null
-- passes: break-glass, named by id, user name or e-mail
--   break_glass name=u1
--   break_glass name=emergency
--   break_glass name=u3@a.example
--   profile id=U1 user_name=x
--   profile id=u2 user_name=emergency
--   profile id=u3
--   assignment user=u3 role="Super Admin"
-- passes: the roster row was rejected, so nobody knows
--   rejected kind=roster subject=E1 account=null
--   rejected kind=roster subject=u2@a.example account=null
--   profile id=u1 employee_number=E1
--   profile id=u2
-- flagged: another row was rejected, of users or of another person
--   rejected kind=roster subject=E2 account=null
--   rejected kind=roster subject=null account=null
--   rejected kind=users subject=E1
--   profile id=u1 employee_number=E1
--   finds u1
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       case when privileged_profile.profile is not null then 'critical' end as severity,
       case
         when coalesce(employee_number, '') <> '' and coalesce(email, '') <> ''
           then 'Active, and no roster record has the employee number ' || employee_number || ' or the e-mail ' || email
         when coalesce(employee_number, '') <> ''
           then 'Active, and no roster record has the employee number ' || employee_number
         when coalesce(email, '') <> '' then 'Active, and no roster record has the e-mail ' || email
         else 'Active, and has neither an employee number nor an e-mail to look for in the roster'
       end || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from profile
  left join privileged_profile on privileged_profile.profile = profile.profile
 where profile.person is null
   and profile.status = 'active'
   and not exists (select 1 from break_glass_profile where break_glass_profile.profile = profile.profile)
   -- Whoever stands in a roster row that was rejected is not assessed.
   and not exists (select 1
                     from tonight
                     join run_rejected on run_rejected.run = tonight.run
                    where run_rejected.kind = 'roster'
                      and run_rejected.subject in (profile.employee_number, profile.email));
