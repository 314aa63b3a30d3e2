-- name-differs: Profiles carry the names that HR knows
-- severity: medium
-- needs: users.given_name, users.family_name, roster.given_name, roster.family_name
-- uses: roles, accounts
-- policy: P3, P8
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: Support compares what a caller says with the profile. Where HR knows the person under another name, either the
--   caller fails, or the profile has passed on to somebody else without anybody noticing.
-- fix: Ask the holder and HR. Admin Console > Users > (user) > Basic information: enter the name that HR has. If it
--   is another person, make a new profile for that person and set this one to Inactive. On the primary admin's
--   profile touch neither user name nor e-mail.
--
-- flagged: another family name, and another given name
--   person employee_number=E1 given_name=Ada family_name=Byron
--   person employee_number=E2 given_name=Grace family_name=Hopper
--   profile id=u1 employee_number=E1 given_name=Ada family_name=Lovelace
--   profile id=u2 employee_number=E2 given_name=Mary family_name=Hopper
--   finds u1 reason="The roster says Ada Byron"
--   finds u2 reason="The roster says Grace Hopper"
-- flagged: one step more severe when privileged; found by e-mail
--   person email=u1@a.example given_name=Grace family_name=Hopper
--   profile id=u1
--   assignment user=u1 role="IT Admin"
--   finds u1 severity=high reason="The roster says Grace Hopper; privileged as IT Admin"
-- flagged: an initial that is another
--   person employee_number=E1 given_name=Grace family_name=Hopper
--   profile id=u1 employee_number=E1 given_name=A. family_name=Hopper
--   allowed subject=u1 rule=name-missing
--   finds u1
-- flagged: another person under the preferred name
--   person employee_number=E1 given_name=Augusta family_name=Byron preferred_name=Ada
--   profile id=u1 employee_number=E1 given_name=Ada family_name=Gordon
--   finds u1 reason="The roster says Augusta Byron, called Ada"
-- passes: case, diacritics, blanks and hyphens make no difference
--   person employee_number=E1 given_name=Zoë family_name=Østergård
--   person employee_number=E2 given_name=Anne-Marie family_name="van der Zande"
--   person employee_number=E3 given_name=Seán family_name=O'Neil
--   person employee_number=E4 given_name=Ada family_name=Byron-King
--   profile id=u1 employee_number=E1 given_name=ZOE family_name=Ostergard
--   profile id=u2 employee_number=E2 given_name="Anne Marie" family_name=Vanderzande
--   profile id=u3 employee_number=E3 given_name=Sean family_name=ONeil
--   profile id=u4 employee_number=E4 given_name=Ada family_name="Byron King"
-- passes: umlauts that are spelled out
--   person employee_number=E1 given_name=Jürgen family_name=Müller-Jäger
--   profile id=u1 employee_number=E1 given_name=Juergen family_name=Mueller-Jaeger
-- passes: initials and middle names, in either of the two
--   person employee_number=E1 given_name=Grace family_name=Hopper
--   person employee_number=E2 given_name=G. family_name=Hopper
--   person employee_number=E3 given_name="Grace Brewster" family_name=Hopper
--   profile id=u1 employee_number=E1 given_name="Grace B." family_name=Hopper
--   profile id=u2 employee_number=E2 given_name=Grace family_name=Hopper
--   profile id=u3 employee_number=E3 given_name=Grace family_name=Hopper
-- passes: the preferred name, as a given name or in full
--   person employee_number=E1 given_name=Robert family_name=Smith preferred_name=Bob
--   person employee_number=E2 given_name=Robert family_name=Smith preferred_name="Bobby Smythe"
--   profile id=u1 employee_number=E1 given_name=Bob family_name=Smith
--   profile id=u2 employee_number=E2 given_name=Bobby family_name=Smythe
-- passes: family name first
--   person employee_number=E1 given_name=Hye-jin family_name=Noh
--   profile id=u1 employee_number=E1 given_name=Noh family_name=Hyejin
-- passes: in another script, which nobody can compare
--   person employee_number=E1 given_name=晓雯 family_name=陈
--   profile id=u1 employee_number=E1 given_name=Xiaowen family_name=Chen
-- passes: a part that is not known, and no person at all
--   person employee_number=E1 given_name=Grace family_name=
--   person employee_number=E2 given_name=null family_name=Hopper
--   person employee_number=E3 given_name=Grace family_name=Hopper
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   profile id=u3 employee_number=E3 given_name=null family_name=null
--   profile id=u4 employee_number=E9
-- passes: no name of a person, which name-filler reports
--   person employee_number=E1 given_name=Grace family_name=Hopper
--   profile id=u1 employee_number=E1 given_name=Front family_name=Desk
with
other as materialized (
  select profile.profile, profile.account, profile.id, profile.full_name as mine,
         coalesce(person.folded_name, lower(person.given_name || ' ' || person.family_name)) as theirs,
         person.given_name, person.family_name, nullif(person.preferred_name, '') as preferred
    from otherwise_named
   cross join profile on profile.profile = otherwise_named.profile
   cross join person on person.person = profile.person
   where (profile.given_name <> person.given_name or profile.family_name <> person.family_name)
     and profile.given_name <> ''
     and profile.family_name <> ''
     and person.given_name <> ''
     and person.family_name <> ''),
-- Hyphens and stops become blanks, apostrophes nothing, umlauts one letter.
plain as (
  select profile, account, id, given_name, family_name, preferred,
         trim(replace(replace(replace(replace(replace(replace(replace(
           mine, 'ae', 'a'), 'oe', 'o'), 'ue', 'u'), '-', ' '), '.', ' '), '''', ''), '  ', ' ')) as mine,
         trim(replace(replace(replace(replace(replace(replace(replace(
           theirs, 'ae', 'a'), 'oe', 'o'), 'ue', 'u'), '-', ' '), '.', ' '), '''', ''), '  ', ' ')) as theirs,
         trim(replace(replace(replace(replace(replace(replace(replace(
           lower(preferred), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'), '-', ' '), '.', ' '), '''', ''), '  ', ' ')) as called
    from other),
word as (
  -- The first and the last word of each.
  select plain.*,
         substr(mine, 1, instr(mine || ' ', ' ') - 1) as my_first,
         substr(mine, length(rtrim(mine, replace(mine, ' ', ''))) + 1) as my_last,
         substr(theirs, 1, instr(theirs || ' ', ' ') - 1) as their_first,
         substr(theirs, length(rtrim(theirs, replace(theirs, ' ', ''))) + 1) as their_last
    from plain)
select word.profile,
       word.account,
       'profile' as subject_kind,
       word.id as subject,
       case when privileged_profile.profile is not null then 'high' end as severity,
       'The roster says ' || word.given_name || ' ' || word.family_name || coalesce(', called ' || word.preferred, '')
         || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from word
  left join privileged_profile on privileged_profile.profile = word.profile
 where replace(mine, ' ', '') <> replace(theirs, ' ', '')
   and not (my_last = their_last
            and (   my_first = their_first
                 or (length(my_first) = 1 and my_first = substr(their_first, 1, 1))
                 or (length(their_first) = 1 and their_first = substr(my_first, 1, 1))
                 or coalesce(my_first = substr(called, 1, instr(called || ' ', ' ') - 1), 0)))
   and not coalesce(replace(mine, ' ', '') = replace(called, ' ', ''), 0)
   and not replace(substr(mine, length(my_first) + 2), ' ', '') || my_first = replace(theirs, ' ', '')
   and not replace(substr(theirs, length(their_first) + 2), ' ', '') || their_first = replace(mine, ' ', '')
   -- Latin letters on one side only.
   and (mine glob '*[a-z]*') = (theirs glob '*[a-z]*')
   and not exists (select 1 from name_fault where name_fault.profile = word.profile);
