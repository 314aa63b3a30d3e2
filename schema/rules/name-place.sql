-- name-place: Nobody is called like a room or a device
-- severity: low
-- needs: users.given_name, users.family_name
-- uses: roles, accounts
-- policy: P3, P8
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: A lobby or a fax machine cannot be asked who was calling, and anybody who walks by can be it.
-- fix: If a person uses the profile alone, Admin Console > Users > (user) > Basic information: enter that person's
--   First Name and Last Name. If it is a room or a device, see that it holds no role under Roles & permissions >
--   Assignments, and put it on the list "allowed" of the policy.
--
-- flagged: a phrase of the list, and two words of it together
--   profile id=u1 given_name=Break family_name=Room
--   profile id=u2 given_name=Lobby family_name=Phone
--   profile id=u3 given_name="Auto " family_name=ATTENDANT
--   profile id=u4 given_name=Fax family_name=Warehouse
--   finds u1 reason="The name is a place, device or function: ""break room"""
--   finds u2 reason="The name is a place, device or function: ""lobby phone"""
--   finds u3
--   finds u4
-- flagged: the policy allows the empty family name
--   allowed subject=u1 rule=name-missing
--   profile id=u1 given_name=Réception family_name=
--   finds u1
-- flagged: one step more severe when privileged
--   profile id=u1 given_name=Server family_name=Room
--   assignment user=u1 role="IT Admin"
--   finds u1 severity=medium reason="The name is a place, device or function: ""server room""; privileged as IT Admin"
-- passes: a family name that is a word of the list, and family names that are left out of it
--   profile id=u1 given_name=Ada family_name=Kitchen
--   profile id=u2 given_name=Line family_name=Hansen
--   profile id=u3 given_name=Ada family_name=Page
--   profile id=u4 given_name=Park family_name=Hall
-- passes: more than the phrase
--   profile id=u1 given_name="Break Room" family_name=Byron
--   profile id=u2 given_name="Lobby Phone" family_name=North
-- passes: Front Desk and Conference Room are fillers, and an empty name is missing
--   profile id=u1 given_name=Front family_name=Desk
--   profile id=u2 given_name=Conference family_name=Room
--   profile id=u3 given_name=Lobby family_name=
-- passes: the policy clears this profile by name
--   allowed subject=u1 rule=name-place
--   profile id=u1 given_name=Break family_name=Room
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
 where name_fault.rule = 'name-place';
