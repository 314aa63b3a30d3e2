-- name-missing: Every profile has a given and a family name
-- severity: medium
-- needs: users.given_name, users.family_name
-- policy: P3, P8, P12
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: Support asks callers who they are and compares the answer with the profile. Half a name identifies nobody, and
--   what was done under it cannot be traced to a person.
-- fix: Admin Console > Users > (user) > Basic information: enter First Name and Last Name in full. If nobody knows
--   whose profile it is, set its Status to Inactive. On the primary admin's profile touch neither user name nor e-mail.
--
-- flagged: no family name
--   profile id=u1 family_name=
--   finds u1 reason="The family name is empty (Ada)"
-- flagged: neither name
--   profile id=u1 given_name= family_name=
--   finds u1 reason="Given and family name are empty"
-- flagged: a single Latin letter, with or without a diacritic, is an initial
--   profile id=u1 given_name=A
--   profile id=u2 given_name=É
--   finds u1 reason="The given name is a single letter (A Byron)"
--   finds u2 reason="The given name is a single letter (É Byron)"
-- flagged: digits and signs are no name
--   profile id=u1 family_name=4711
--   profile id=u2 given_name=--
--   finds u1 reason="The family name has no letter (Ada 4711)"
--   finds u2 reason="The given name has no letter (-- Byron)"
-- flagged: one step more severe on a privileged profile, by a role or as primary admin
--   account id=A primary_admin=u2
--   profile id=u1 given_name=
--   assignment user=u1 role="IT Admin"
--   profile id=u2 given_name=
--   profile id=u3 given_name=
--   assignment user=u3 role="Basic User"
--   finds u1 severity=high reason="The given name is empty (Byron); privileged as IT Admin"
--   finds u2 severity=high reason="The given name is empty (Byron); privileged as primary admin"
--   finds u3
-- flagged: allowed for another rule, for another profile, in another account
--   allowed subject=u1 rule=name-filler
--   allowed subject=u2 rule=name-missing
--   allowed account=B subject=u1 rule=name-missing
--   profile id=u1 given_name=
--   finds u1
-- flagged: a profile that is not active has a name as well
--   profile id=u1 given_name= status=inactive
--   finds u1
-- passes: one character of Chinese or Korean is a name, two Latin letters are one
--   profile id=u1 given_name=明 family_name=王
--   profile id=u2 given_name=훈 family_name=김
--   profile id=u3 given_name=Bo family_name=Ng
-- passes: a filler phrase is a whole name, which name-filler reports
--   profile id=u1 given_name=Test family_name=User
-- passes: the policy clears this profile by name
--   allowed subject=u1 rule=name-missing
--   profile id=u1 given_name=
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       case when privileged_profile.profile is not null then 'high' end as severity,
       upper(substr(name_fault.words, 1, 1)) || substr(name_fault.words, 2)
         || coalesce(' (' || nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), '') || ')', '')
         || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from name_fault
  join profile on profile.profile = name_fault.profile
  left join privileged_profile on privileged_profile.profile = name_fault.profile
 where name_fault.rule = 'name-missing';
