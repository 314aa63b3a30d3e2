-- name-extension: Nobody is called like their extension
-- severity: medium
-- needs: users.given_name, users.family_name, users.extension
-- uses: roles, accounts
-- policy: P3, P8, P12
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: A number identifies a telephone and not the person in front of it. Support cannot tell who is calling, and
--   nobody answers for what is done under that name.
-- fix: Admin Console > Users > (user) > Basic information: enter the holder's own First Name and Last Name. If nobody
--   holds it, take its roles away under Roles & permissions > Assignments; a number is a setting of the extension,
--   not a name.
--
-- flagged: its own extension, as a whole word or beside letters
--   profile id=u1 given_name=Agent family_name="No. 1042" extension=1042
--   profile id=u2 given_name=Desk1043 family_name=Bristol extension=1043
--   finds u1 reason="The name holds the extension 1042"
--   finds u2
-- flagged: Ext or Extension and a number, whatever the extension is
--   profile id=u1 given_name="Ext 204" family_name=Sales
--   profile id=u2 given_name=Sales family_name=ext.204 extension=1001
--   profile id=u3 given_name="EXTENSION #7" family_name=Bristol extension=null
--   profile id=u4 given_name=Extension204 family_name=Bristol extension=
--   finds u1 reason="The name is that of an extension, ""ext 204 sales"""
--   finds u2
--   finds u3
--   finds u4
-- flagged: one step more severe when privileged
--   profile id=u1 given_name=Ext1042 family_name=Bristol
--   assignment user=u1 role="IT Admin"
--   finds u1 severity=high reason="The name is that of an extension, ""ext1042 bristol""; privileged as IT Admin"
-- passes: another number than its own, or digits within a longer one
--   profile id=u1 given_name=Ada family_name="Byron 2" extension=1042
--   profile id=u2 given_name=Ada family_name="Byron 11042" extension=1042
--   profile id=u3 given_name=Ada family_name="Byron 3rd" extension=null
-- passes: no number, and words that only end or begin like it
--   profile id=u1 given_name=Dexter family_name=Extence extension=1042
--   profile id=u2 given_name=Ada family_name=Next9 extension=
-- passes: a family name without a letter, which name-missing reports
--   profile id=u1 given_name=Ext family_name=1042 extension=1042
-- passes: the policy clears this profile by name
--   allowed subject=u1 rule=name-extension
--   profile id=u1 given_name=Agent family_name="No. 1042" extension=1042
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       case when privileged_profile.profile is not null then 'high' end as severity,
       upper(substr(name_fault.words, 1, 1)) || substr(name_fault.words, 2)
         || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from name_fault
  join profile on profile.profile = name_fault.profile
  left join privileged_profile on privileged_profile.profile = name_fault.profile
 where name_fault.rule = 'name-extension';
