-- person-twice: Nobody has two active profiles in one account
-- severity: low
-- needs: users.employee_number, users.status
-- uses: roster, roles, accounts
-- policy: P3, P4
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4; 47 CFR: 64.2010(f)
-- why: When somebody leaves, one of the two is forgotten. It also pays for two licences, and splits the trail of what
--   the person did.
-- fix: Ask the person which profile they use. Move extension and roles there; then Admin Console > Users > (the
--   other) > Status: Inactive.
--
-- flagged: two active profiles with one employee number
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E1
--   profile id=u3 employee_number=E2
--   finds u1 reason="The person with the employee number E1 has 2 active profiles: u1, u2"
--   finds u2 reason="The person with the employee number E1 has 2 active profiles: u1, u2"
-- flagged: one of them is found in the roster by its e-mail
--   person employee_number=E1 email=ada@a.example status=employed
--   profile id=u1 employee_number=E1
--   profile id=u2 email=ada@a.example
--   finds u1 reason="The person with the employee number E1 has 2 active profiles: u1, u2"
--   finds u2
-- flagged: one step more severe for the one that is privileged
--   account id=A primary_admin=u3
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E1
--   profile id=u3 employee_number=E1
--   assignment user=u1 role="IT Admin"
--   finds u1 severity=medium
--   finds u2 severity=low
--   finds u3 severity=medium
-- passes: only one is active
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E1 status=inactive
--   profile id=u3 employee_number=E1 status=unknown
-- passes: one in each account
--   profile id=u1 employee_number=E1
--   profile id=u1 account=B employee_number=E1
-- passes: no employee number is nobody's, and a leading zero makes another one
--   profile id=u1 employee_number=
--   profile id=u2 employee_number=
--   profile id=u3 employee_number=7
--   profile id=u4 employee_number=007
with
-- Who has no number of their own has the one of their record in the roster.
known as (
  select profile.profile, profile.account, profile.id,
         case when profile.employee_number <> '' then profile.employee_number
              else (select person.employee_number from person where person.person = profile.person) end as number
    from repeated_number
   cross join profile on profile.profile = repeated_number.profile
   where profile.status = 'active'),
member as materialized (
  select known.profile, known.account, known.id, known.number,
         row_number() over (partition by known.account, known.number order by known.id) as place
    from known
   where known.number <> ''),
twin as materialized (
  select account, number, count(*) as members, group_concat(case when place <= 5 then id end, ', ') as ids
    from (select * from member order by account, number, place)
   group by account, number
  having count(*) > 1)
select member.profile,
       member.account,
       'profile' as subject_kind,
       member.id as subject,
       case when privileged_profile.profile is not null then 'medium' end as severity,
       'The person with the employee number ' || member.number || ' has ' || twin.members || ' active profiles: '
         || twin.ids || case when twin.members > 5 then ' and ' || (twin.members - 5) || ' more' else '' end
         || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from twin
  join member on member.account = twin.account and member.number = twin.number
  left join privileged_profile on privileged_profile.profile = member.profile;
