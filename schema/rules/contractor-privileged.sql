-- contractor-privileged: Privileges are in the hands of employees
-- severity: medium
-- needs: users, roles, roster.worker_type
-- uses: accounts
-- policy: P2, P12
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: Contractors, interns and temps come and go by other people's calendars, and often leave without HR hearing of
--   it. A privilege should not depend on that.
-- fix: Admin Console > Roles & permissions > Assignments: give the role to an employee. If this person needs it,
--   record a last day for it, and waive the finding until then.
--
-- flagged: a contractor, an intern and a temp, in any case
--   account id=A primary_admin=u3
--   person employee_number=E1 worker_type=Contractor
--   person employee_number=E2 worker_type=intern
--   person employee_number=E3 worker_type="  TEMP "
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2 status=inactive
--   profile id=u3 employee_number=E3
--   assignment user=u1 role="IT Admin" scope=Site
--   assignment user=u2 role="Billing Admin"
--   finds u1 reason="The roster says Contractor; privileged as IT Admin (Site)"
--   finds u2 reason="The roster says intern; privileged as Billing Admin"
--   finds u3 reason="The roster says TEMP; privileged as primary admin"
-- flagged: leaves tomorrow
--   person employee_number=E1 worker_type="Contingent Worker" ended=2026-11-22
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="IT Admin"
--   finds u1
-- passes: employees, and words that say nothing of it
--   person employee_number=E1 worker_type=Employee
--   person employee_number=E2 worker_type="Permanent, full time"
--   person employee_number=E3 worker_type=
--   person employee_number=E4 worker_type=null
--   person employee_number=E5 worker_type="International assignment"
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   profile id=u3 employee_number=E3
--   profile id=u4 employee_number=E4
--   profile id=u5 employee_number=E5
--   assignment user=u1 role="IT Admin"
--   assignment user=u2 role="IT Admin"
--   assignment user=u3 role="IT Admin"
--   assignment user=u4 role="IT Admin"
--   assignment user=u5 role="IT Admin"
-- passes: left, which leaver-privileged reports
--   person employee_number=E1 worker_type=contractor ended=2026-11-21
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="IT Admin"
-- passes: not privileged, here or in another account
--   person employee_number=E1 worker_type=contractor
--   profile id=u1 employee_number=E1
--   profile id=u1 account=B
--   assignment user=u1 role=Reader
--   assignment account=B user=u1 role="Super Admin"
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'The roster says ' || trim(person.worker_type) || '; privileged as ' || privileged_profile.words as reason
  from privileged_profile
 cross join profile on profile.profile = privileged_profile.profile
 cross join person on person.person = profile.person
 where lower(trim(person.worker_type)) in (select phrase from list_phrase where list = 'temporary-worker')
   and not exists (select 1 from departed_profile where departed_profile.profile = privileged_profile.profile);
