-- roster-conflict: The roster says one thing about each person
-- severity: low
-- needs: users, roster.status
-- policy: P4
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: When the roster has somebody twice, once as departed and once as employed, one of the two decides here, and it
--   may be the wrong one: a leaver goes unnoticed, or somebody present is reported as gone.
-- fix: Ask HR which record holds, and have the other one closed or given its own employee number and e-mail. Until
--   then compare the profile by hand: Admin Console > Users > (user).
--
-- flagged: two records with one employee number
--   person employee_number=E1 status=departed ended=2026-05-01
--   person employee_number=E1 status=employed hired=2026-06-01
--   profile id=u1 employee_number=E1
--   finds u1 reason="2 records of the employee number E1 disagree: departed, employed; employed counts here"
-- flagged: two records with one e-mail, where no number matches
--   person employee_number=E1 email=u1@a.example status=employed hired=2020-01-01
--   person employee_number=E2 email=u1@a.example status=on-leave hired=2021-01-01
--   profile id=u1
--   profile id=u2 email=u1@a.example employee_number=E9
--   finds u1 reason="2 records of the e-mail u1@a.example disagree: employed, on-leave; on-leave counts here"
--   finds u2
-- flagged: three records, and one who left counts; profiles in two accounts
--   person employee_number=E1 status=departed hired=2026-01-01
--   person employee_number=E1 status=employed hired=2020-01-01
--   person employee_number=E1 status=employed
--   profile id=u1 employee_number=E1
--   profile id=u1 account=B employee_number=E1
--   finds u1 account=A reason="3 records of the employee number E1 disagree: departed, employed; departed counts here"
--   finds u1 account=B
-- passes: several records that agree, or of which one says nothing
--   person employee_number=E1 status=employed hired=2020-01-01
--   person employee_number=E1 status=employed hired=2021-01-01
--   person employee_number=E2 status=departed
--   person employee_number=E2 status=unknown
--   person employee_number=E2 status=null
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
-- passes: the number decides, so that another record with the e-mail is not asked
--   person employee_number=E1 status=employed
--   person employee_number=E2 email=u1@a.example status=departed
--   profile id=u1 employee_number=E1
-- passes: records of nobody: without number and e-mail, or without a profile
--   person employee_number= email= status=employed
--   person employee_number= email= status=departed
--   person employee_number=E5 status=employed
--   person employee_number=E5 status=departed
--   profile id=u1 employee_number= email=
with near as materialized (
  select person.person, person.employee_number, person.email, person.status
    from repeated_person
   cross join person on person.person = repeated_person.person),
clash as (
  select employee_number as number, null as email
    from near
   where employee_number <> ''
     and status <> 'unknown'
   group by employee_number
  having min(status) <> max(status)
  union all
  select null, email
    from near
   where email <> ''
     and status <> 'unknown'
   group by email
  having min(status) <> max(status)),
word as (
  select clash.number, clash.email, count(*) as records,
         (select group_concat(status, ', ')
            from (select distinct status from near as one
                   where (one.employee_number = clash.number or one.email = clash.email)
                     and one.status <> 'unknown'
                   order by status)) as words
    from clash
    join near on near.employee_number = clash.number or near.email = clash.email
   group by clash.number, clash.email)
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       word.records || ' records of '
         || coalesce('the employee number ' || word.number, 'the e-mail ' || word.email)
         || ' disagree: ' || word.words || '; ' || coalesce(person.status, 'unknown') || ' counts here' as reason
  -- Profiles are read only when there is a conflict at all.
  from (select 1 from word limit 1)
 cross join profile
  join person on person.person = profile.person
  join word on word.number = profile.employee_number
            or (    word.email = profile.email
                and coalesce(person.employee_number, '') <> coalesce(nullif(profile.employee_number, ''), '-'))
 where profile.person in (select near.person
                            from word
                            join near on near.employee_number = word.number or near.email = word.email);
