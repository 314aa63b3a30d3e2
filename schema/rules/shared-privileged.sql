-- shared-privileged: Every privileged profile belongs to one person
-- severity: high
-- needs: roles, users.user_type or users.email
-- uses: accounts
-- policy: P3, P8, P12
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: What several people use, nobody answers for: support cannot identify the caller, and the audit trail names a
--   mailbox. The password goes around, and stays with everybody who leaves.
-- fix: Admin Console > Roles & permissions > Assignments: give the role to the persons who need it, each under their
--   own profile, and take it from this one. If it is one person's, put their own e-mail in.
--
-- flagged: shared, service, room and guest profiles
--   profile id=u1 user_type=shared
--   profile id=u2 user_type=service status=inactive
--   profile id=u3 user_type=room
--   profile id=u4 user_type=guest
--   assignment user=u1 role="Super Admin" scope=Company
--   assignment user=u2 role="VCC Admin"
--   assignment user=u3 role="VCC Admin"
--   assignment user=u4 role="VCC Admin"
--   finds u1 reason="A shared profile; privileged as Super Admin (Company)"
--   finds u2 reason="A service profile; privileged as VCC Admin"
--   finds u3 reason="A room profile; privileged as VCC Admin"
--   finds u4 reason="A guest profile; privileged as VCC Admin"
-- flagged: a role mailbox, with a tag or without, whatever the type says
--   account id=A primary_admin=u3
--   profile id=u1 email=support@a.example user_type=person
--   profile id=u2 email=it+8x8@a.example user_type=unknown
--   profile id=u3 email=help-desk@a.example
--   assignment user=u1 role="IT Admin"
--   assignment user=u2 role="IT Admin"
--   finds u1 reason="The e-mail support@a.example is a role mailbox; privileged as IT Admin"
--   finds u2
--   finds u3 reason="The e-mail help-desk@a.example is a role mailbox; privileged as primary admin"
-- passes: a person, or nobody knows
--   profile id=u1 user_type=person
--   profile id=u2 user_type=unknown
--   profile id=u3 user_type=null email=
--   profile id=u4 email=itziar@a.example
--   profile id=u5 email=ada.support@a.example
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
--   assignment user=u4 role="Super Admin"
--   assignment user=u5 role="Super Admin"
-- passes: not privileged, here or elsewhere
--   profile id=u1 user_type=shared email=info@a.example
--   profile id=u1 account=B
--   assignment user=u1 role=Reader
--   assignment account=B user=u1 role="Super Admin"
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       case
         when profile.user_type in ('shared', 'service', 'room', 'guest') then 'A ' || profile.user_type || ' profile'
         else 'The e-mail ' || profile.email || ' is a role mailbox'
       end || '; privileged as ' || privileged_profile.words as reason
  from privileged_profile
 cross join profile on profile.profile = privileged_profile.profile
 where profile.user_type in ('shared', 'service', 'room', 'guest')
       -- What stands in front of the @, or of a tag such as +8x8; help-desk is helpdesk.
    or replace(replace(replace(
         substr(profile.email, 1, instr(replace(profile.email, '+', '@'), '@') - 1), '-', ''), '_', ''), '.', '')
       in (select replace(replace(replace(replace(replace(phrase, '@', ''), '-', ''), '_', ''), '.', ''), ' ', '')
             from list_phrase
            where list = 'role-mailbox');
