-- name-repeated: Nobody's name was typed to get past the form
-- severity: low
-- needs: users.given_name, users.family_name
-- uses: roles, accounts
-- policy: P3, P8
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: A name that was typed only because the form wants one says that nobody decided whose profile this is.
-- fix: Admin Console > Users > (user) > Basic information: enter the holder's own First Name and Last Name. If the
--   person does bear one name twice, put the profile on the list "allowed" of the policy.
--
-- flagged: given and family name are the same
--   profile id=u1 given_name=Reception family_name=Byron
--   profile id=u2 given_name=Byron family_name=BYRON
--   profile id=u3 given_name="Mary Ann" family_name="Mary Ann"
--   finds u2 reason="Given and family name are the same"
--   finds u3
-- flagged: what a keyboard gives, as either name
--   profile id=u1 given_name=asdf family_name=Byron
--   profile id=u2 given_name=Ada family_name=Qwerty
--   profile id=u3 given_name=AAA family_name=bbb
--   profile id=u4 given_name=Ada family_name=xxxx
--   finds u1 reason="The given name is what a keyboard gives, ""asdf"""
--   finds u2
--   finds u3
--   finds u4 reason="The family name is what a keyboard gives, ""xxxx"""
-- flagged: one step more severe when privileged
--   profile id=u1 given_name=Test family_name=Test
--   assignment user=u1 role="IT Admin"
--   finds u1 severity=medium reason="Given and family name are the same; privileged as IT Admin"
-- passes: names that begin alike, and names of two letters
--   profile id=u1 given_name=John family_name=Johnson
--   profile id=u2 given_name=Bo family_name=Oo
--   profile id=u3 given_name=Aaaron family_name=Lloyd
--   profile id=u4 given_name=Byron family_name="Byron Gray"
--   profile id=u5 given_name=Ada family_name=Asda
-- passes: a single letter twice, which name-missing reports
--   profile id=u1 given_name=X family_name=X
-- passes: the policy clears this profile by name
--   allowed subject=u1 rule=name-repeated
--   profile id=u1 given_name=Thomas family_name=Thomas
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       case when privileged_profile.profile is not null then 'medium' end as severity,
       upper(substr(name_fault.words, 1, 1)) || substr(name_fault.words, 2)
         || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from name_fault
  join profile on profile.profile = name_fault.profile
  left join privileged_profile on privileged_profile.profile = name_fault.profile
 where name_fault.rule = 'name-repeated';
