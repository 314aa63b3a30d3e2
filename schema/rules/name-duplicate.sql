-- name-duplicate: No two active profiles of an account share a name
-- severity: low
-- needs: users.given_name, users.family_name, users.email, users.status
-- uses: roles, accounts
-- policy: P3, P8
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: Either one person has two profiles, of which one is forgotten sooner or later, or two people cannot be told
--   apart by support and in the records of what was done.
-- fix: Admin Console > Users: open the profiles and compare e-mail and extension. Of one person, set the one that is
--   not used to Inactive. Of two people, add a middle name or an initial under Basic information.
--
-- flagged: two e-mails, one name, whatever the case and the diacritics
--   profile id=u1 given_name=José family_name=Serra
--   profile id=u2 given_name=JOSE family_name=serra
--   finds u1 reason="2 active profiles are called ""jose serra"": u1, u2"
--   finds u2
-- flagged: more than five are only counted, the privileged one is one step more severe
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u2 given_name=Grace family_name=Hopper
--   profile id=u3 given_name=Grace family_name=Hopper
--   profile id=u4 given_name=Grace family_name=Hopper
--   profile id=u5 given_name=Grace family_name=Hopper
--   profile id=u6 given_name=Grace family_name=Hopper email=
--   assignment user=u2 role="IT Admin"
--   finds u1 severity=low reason="6 active profiles are called ""grace hopper"": u1 and 5 more"
--   finds u2 severity=medium reason="6 active profiles are called ""grace hopper"": u1 and 5 more; privileged as IT Admin"
--   finds u3
--   finds u4
--   finds u5
--   finds u6
-- passes: only one of them is active
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u2 given_name=Grace family_name=Hopper status=inactive
--   profile id=u3 given_name=Grace family_name=Hopper status=unknown
-- passes: one e-mail, which email-shared reports, or none known
--   profile id=u1 given_name=Grace family_name=Hopper email=grace@a.example
--   profile id=u2 given_name=Grace family_name=Hopper email=grace@a.example
--   profile id=u3 given_name=Grace family_name=Hopper email=
--   profile id=u4 given_name=Grace family_name=Hopper email=null
-- passes: in two accounts, or with another name
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u1 account=B given_name=Grace family_name=Hopper
--   profile id=u2 given_name=Grace family_name=Hooper
--   profile id=u3 given_name=Hopper family_name=Grace
-- passes: names of nobody, which other rules report
--   profile id=u1 given_name=Front family_name=Desk
--   profile id=u2 given_name=Front family_name=Desk
--   profile id=u3 given_name= family_name=
--   profile id=u4 given_name= family_name=
with bearer as materialized (
  select same_name.first, same_name.full_name, profile.profile, profile.account, profile.id,
         nullif(profile.email, '') as email
    from same_name
   cross join profile on profile.profile = same_name.profile
   where profile.status = 'active'
     and not exists (select 1 from name_fault where name_fault.profile = same_name.profile)),
shared as (
  select first,
         count(*) || ' active profiles are called "' || full_name || '": '
           || case
                when count(*) > 5 then min(id) || ' and ' || (count(*) - 1) || ' more'
                else group_concat(id, ', ')
              end as words
    from (select first, full_name, email, id from bearer order by first, id)
   group by first
  having min(email) <> max(email))
select bearer.profile,
       bearer.account,
       'profile' as subject_kind,
       bearer.id as subject,
       case when privileged_profile.profile is not null then 'medium' end as severity,
       shared.words || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from shared
  join bearer on bearer.first = shared.first
  left join privileged_profile on privileged_profile.profile = bearer.profile;
