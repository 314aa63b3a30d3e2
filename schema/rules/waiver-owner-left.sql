-- waiver-owner-left: Whoever answers for a waiver still works here
-- severity: medium
-- needs: roster
-- uses: users
-- policy: P4, P12
-- controls: NIST 800-53: CA-7, AC-2(4); ISO 27001: 8.2; SOC 2: CC6.3; CIS: 5.1; PCI DSS: 7.2.4
-- why: An exception without an owner is nobody's. Nobody will notice that its reason is gone, and nobody can be asked.
-- fix: Find who answers for it now and have the waiver approved anew under that name, or take it out and do what the finding
--   says.
--
-- flagged: the owner left; the day itself counts as left
--   waiver id=K7Q2-M4TD owner=o@a.example approved_by=c@a.example
--   person email=o@a.example status=employed ended=2026-11-21
--   finds K7Q2-M4TD kind=waiver account="" severity=medium reason="Its owner left on 2026-11-21: K7Q2-M4TD (owner o@a.example, approved by c@a.example)"
-- flagged: departed without a day, and known only by the profile
--   waiver rule=mfa-missing account=A subject=u1 owner=olga approved_by=c@a.example
--   profile id=u9 user_name=olga employee_number=E9
--   person employee_number=E9 status=departed
--   finds "mfa-missing: u1" account=A reason="Its owner left: mfa-missing of u1 (owner olga, approved by c@a.example)"
-- passes: the owner leaves tomorrow
--   waiver id=K7Q2-M4TD owner=o@a.example
--   person email=o@a.example ended=2026-11-22
-- passes: left, and hired again
--   waiver id=K7Q2-M4TD owner=o@a.example
--   person email=o@a.example hired=2020-01-01 ended=2024-01-31 status=departed
--   person email=o@a.example hired=2025-01-01 status=employed
-- passes: somebody whom no roster knows, such as an adviser
--   waiver id=K7Q2-M4TD owner=o@b.example
-- passes: a waiver that does not hold any more
--   waiver id=K7Q2-M4TD state=expired until=2026-11-20 owner=o@a.example
--   person email=o@a.example status=departed
with owner as (
       select distinct owner as name from waiver_tonight where state in ('holds', 'later', 'not-assessed')),
     known as (
       select owner.name, person.person, person.hired
         from owner
         join person on person.email = owner.name
        union
       select owner.name, person.person, person.hired
         from owner
         join profile on profile.email = owner.name
         join person on person.person = profile.person
        union
       select owner.name, person.person, person.hired
         from owner
         join profile on profile.user_name = owner.name
         join person on person.person = profile.person),
     -- The record that decides, as everywhere: the one hired last, then the later row.
     deciding as (
       select name, person
         from (select name,
                      person,
                      row_number() over (partition by name order by coalesce(hired, '') desc, person desc) as place
                 from known)
        where place = 1),
     -- A roster that says of nobody that he left lists those who work here; a row of it that was rejected may be his.
     gone as (
       select deciding.name, ' left' || coalesce(' on ' || departed.ended, '') as words
         from deciding
         join departed on departed.person = deciding.person
        union all
       select owner.name, ' is not in the roster, which lists only who works here'
         from owner, tonight
         join run_supply on run_supply.run = tonight.run and run_supply.kind = 'roster'
        where owner.name not in (select name from known)
          and exists (select 1 from json_each(run_supply.fields) where value = 'email')
          and not exists (select 1 from json_each(run_supply.fields) where value in ('status', 'ended'))
          and not exists (select 1
                            from run_rejected
                           where run_rejected.run = tonight.run
                             and run_rejected.kind = 'roster'))
select null as profile,
       account,
       'waiver' as subject_kind,
       waiver_tonight.name as subject,
       null as severity,
       'Its owner' || gone.words || ': ' || min(waiver_tonight.words) as reason
  from waiver_tonight
  join gone on gone.name = waiver_tonight.owner
 where waiver_tonight.state in ('holds', 'later', 'not-assessed')
 group by account, waiver_tonight.name;
