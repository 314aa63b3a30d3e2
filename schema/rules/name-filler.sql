-- name-filler: Every profile carries the name of a real person
-- severity: medium
-- needs: users.given_name, users.family_name
-- policy: P3, P8, P12
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: A placeholder such as a company, a desk or a test stands for nobody, so support cannot tell who is calling,
--   and nobody answers for what the profile does.
-- fix: Admin Console > Users > (user) > Basic information: enter the holder's own First Name and Last Name. For a
--   room or a shared phone take its roles away under Roles & permissions > Assignments. If the name is real, put the
--   profile on the list "allowed" of the policy.
--
-- flagged: a phrase of the list
--   profile id=u1 given_name=Extension family_name=User
--   profile id=u2 given_name=Conference family_name=Room
--   finds u1 reason="The name is the filler phrase ""extension user"""
--   finds u2
-- flagged: case, diacritics and blanks make no difference
--   profile id=u1 given_name=FRONT family_name=desk
--   profile id=u2 given_name=Éxtension family_name="  Üser"
--   profile id=u3 given_name="System  " family_name=Administrator
--   finds u1
--   finds u2
--   finds u3
-- flagged: one step more severe on a privileged profile, by a role or as primary admin
--   account id=A primary_admin=u2
--   profile id=u1 given_name=ABC family_name=Company
--   assignment user=u1 role="My8x8 Admin"
--   profile id=u2 given_name=Main family_name=Office
--   profile id=u3 given_name=Help family_name=Desk
--   assignment user=u3 role=Reader
--   finds u1 severity=high reason="The name is the filler phrase ""abc company""; privileged as My 8x8 Admin"
--   finds u2 severity=high
--   finds u3
-- flagged: the phrase is the whole name, and the policy allows the empty family name
--   allowed subject=u1 rule=name-missing
--   profile id=u1 given_name=Unassigned family_name=
--   finds u1
-- flagged: allowed for another profile, in another account
--   allowed subject=u2 rule=name-filler
--   allowed account=B subject=u1 rule=name-filler
--   profile id=u1 given_name=Guest family_name=User
--   finds u1
-- passes: an empty family name speaks first, under name-missing
--   profile id=u1 given_name=Unassigned family_name=
-- passes: family names that are words of the list
--   profile id=u1 family_name=Page
--   profile id=u2 family_name=Bell
--   profile id=u3 family_name=Room
--   profile id=u4 family_name=Guest
--   profile id=u5 family_name=Temple
--   profile id=u6 family_name=Service
--   profile id=u7 given_name=Jane family_name=Desk
-- passes: holds a phrase of the list but is not one
--   profile id=u1 given_name=John family_name=Doering
--   profile id=u2 given_name="Maria Jane" family_name=Doe
--   profile id=u3 given_name=User family_name=Extension
-- passes: the policy clears this profile by name
--   allowed subject=u1 rule=name-filler
--   profile id=u1 given_name=Jane family_name=Doe
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
 where name_fault.rule = 'name-filler';
