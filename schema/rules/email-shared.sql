-- email-shared: Every profile of an account has an e-mail of its own
-- severity: high
-- needs: users.email
-- uses: roles, accounts
-- policy: Sa, Sf, P8
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4; 47 CFR: 64.2010(f)
-- why: The case system knows people by their e-mail. Two profiles with one of them end in its registration error, and
--   whoever reads the mailbox can reset both passwords.
-- fix: Admin Console > Users > (user) > Basic information: give each person an e-mail of their own. For the primary
--   admin, ask support to do it. If the profile is a leftover: remove its roles, then Status: Inactive.
--
-- flagged: two active profiles
--   profile id=u1 email=ada@a.example
--   profile id=u2 email=ada@a.example
--   profile id=u3
--   finds u1 reason="The e-mail ada@a.example is that of 2 profiles, 2 of them active: u1, u2"
--   finds u2
-- flagged: medium if only one is active, or none
--   profile id=u1 email=ada@a.example
--   profile id=u2 email=ada@a.example status=inactive
--   profile id=u3 email=bea@a.example status=locked
--   profile id=u4 email=bea@a.example status=pending
--   finds u1 severity=medium reason="The e-mail ada@a.example is that of 2 profiles, 1 of them active: u1, u2"
--   finds u2 severity=medium
--   finds u3 severity=medium reason="The e-mail bea@a.example is that of 2 profiles, none of them active: u3, u4"
--   finds u4 severity=medium
-- flagged: a status that nobody knows may be active
--   profile id=u1 email=ada@a.example status=unknown
--   profile id=u2 email=ada@a.example status=null
--   finds u1 severity=high reason="The e-mail ada@a.example is that of 2 profiles, none of them active: u1, u2"
--   finds u2 severity=high
-- flagged: five are named, the rest counted
--   profile id=u1 email=ada@a.example
--   profile id=u2 email=ada@a.example
--   profile id=u3 email=ada@a.example status=inactive
--   profile id=u4 email=ada@a.example
--   profile id=u5 email=ada@a.example
--   profile id=u6 email=ada@a.example
--   finds u1
--   finds u2
--   finds u3 severity=high
--   finds u4
--   finds u5
--   finds u6 reason="The e-mail ada@a.example is that of 6 profiles, 5 of them active: u1, u2, u3, u4, u5 and 1 more"
-- passes: the same e-mail in two accounts
--   profile id=u1 email=ada@a.example
--   profile id=u1 account=B email=ada@a.example
-- passes: no e-mail is nobody's
--   profile id=u1 email=
--   profile id=u2 email=
--   profile id=u3 email=null
--   profile id=u4 email=null
with
member as materialized (
  select profile.profile, profile.account, profile.id, profile.email, profile.status,
         row_number() over (partition by profile.account, profile.email order by profile.id) as place
    from repeated_email
   cross join profile on profile.profile = repeated_email.profile),
shared as materialized (
  select account, email, count(*) as members, sum(coalesce(status, '') = 'active') as active,
         sum(coalesce(status, 'unknown') in ('active', 'unknown')) as perhaps,
         group_concat(case when place <= 5 then id end, ', ') as ids
    from (select * from member order by account, email, place)
   group by account, email
  having count(*) > 1)
select member.profile,
       member.account,
       'profile' as subject_kind,
       member.id as subject,
       case when shared.perhaps < 2 then 'medium' end as severity,
       'The e-mail ' || member.email || ' is that of ' || shared.members || ' profiles, '
         || case shared.active when 0 then 'none' else shared.active end || ' of them active: ' || shared.ids
         || case when shared.members > 5 then ' and ' || (shared.members - 5) || ' more' else '' end as reason
  from shared
  join member on member.account = shared.account and member.email = shared.email;
