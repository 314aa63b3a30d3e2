-- portal-role-missing: Everybody who must reach support holds a Support Portal role
-- severity: medium
-- needs: users.status, roles, accounts.channel
-- uses: contacts, roster
-- policy: Sa, Sb, P2, P6, P7
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: Without the role the portal answers with an authentication error. Cases, bills and orders then wait for a
--   call, and a call needs the passphrase.
-- fix: Admin Console > Roles & permissions > Assignments > Create assignment: give the user My 8x8 Admin, then have
--   them log out and in again. For the primary admin, do it as another Super Admin.
--
-- flagged: the primary admin, a support contact, an admin
--   account id=A channel=direct primary_admin=u1
--   account id=B channel=partner
--   contact email=u2@a.example purpose=support
--   profile id=u1
--   profile id=u2
--   profile id=u3
--   profile id=u1 account=B
--   assignment user=u1 role="Super Admin"
--   assignment user=u3 role="IT Admin"
--   assignment account=B user=u1 role="Company Admin"
--   finds u1 severity=high reason="Primary admin of a direct account, without support-portal; holds Super Admin"
--   finds u2 reason="Support contact of a direct account, without support-portal"
--   finds u3 reason="Admin of a direct account, without support-portal; holds IT Admin"
--   finds u1 account=B reason="Admin of a partner account, without support-portal; holds Company Admin"
-- flagged: several at once are one finding, and the primary admin speaks
--   account id=A channel=direct primary_admin=u1
--   contact email=u1@a.example purpose=support
--   contact email=u1@a.example purpose=payable
--   profile id=u1
--   assignment user=u1 role="Billing Admin"
--   finds u1 severity=high reason="Primary admin of a direct account, without support-portal; holds Billing Admin"
-- flagged: the role is held in another account only
--   account id=A channel=direct primary_admin=u1
--   profile id=u1
--   profile id=u1 account=B
--   assignment account=B user=u1 role="My 8x8 Admin"
--   finds u1
-- passes: they hold it, under an alias, or by a role of the policy's own
--   role role="Case Clerk" privileges="support-portal"
--   account id=A channel=direct primary_admin=u1
--   contact email=u2@a.example purpose=support
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="My8x8 Admin"
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Case Clerk"
-- passes: wholesale, or nobody knows the channel
--   account id=A channel=wholesale primary_admin=u1
--   account id=B channel=unknown primary_admin=u1
--   account id=C primary_admin=u1
--   profile id=u1
--   profile id=u1 account=B
--   profile id=u1 account=C
--   profile id=u1 account=D
--   assignment user=u1 role="Super Admin"
--   assignment account=D user=u1 role="Super Admin"
-- passes: cannot log in anyway, which other rules report
--   account id=A channel=direct primary_admin=u1
--   contact email=u2@a.example purpose=support
--   contact email=u3@a.example purpose=support
--   contact email=gone@a.example purpose=support
--   person employee_number=E2 status=departed ended=2026-11-21
--   profile id=u1 status=inactive
--   profile id=u2 employee_number=E2
--   profile id=u3 status=unknown
-- passes: contacts for bills, and people with other roles
--   account id=A channel=direct
--   contact email=u1@a.example purpose=invoicing
--   contact email=u2@a.example purpose=payable
--   contact email=u3@a.example purpose=unknown
--   profile id=u1
--   profile id=u2
--   profile id=u3
--   profile id=u4
--   assignment user=u4 role="VCC Admin"
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       case when needing.place = 1 then 'high' end as severity,
       case needing.place when 1 then 'Primary admin' when 2 then 'Support contact' else 'Admin' end
         || ' of a ' || portal_account.channel || ' account, without support-portal'
         || case when privileged_profile.holds then
                   '; holds ' || replace(privileged_profile.words, ', primary admin', '')
                 else '' end as reason
  from (select profile, min(place) as place
          from (select admin as profile, 1 as place from account where admin is not null
                union all
                select profile, 2 from contact where purpose = 'support' and profile is not null
                union all
                select profile, 3 from usable_admin)
         group by profile) as needing
 cross join profile on profile.profile = needing.profile
 cross join portal_account on portal_account.account = profile.account
  left join privileged_profile on privileged_profile.profile = needing.profile
 where profile.status = 'active'
   and not exists (select 1 from portal_holder where portal_holder.profile = needing.profile)
   and not exists (select 1 from departed_profile where departed_profile.profile = needing.profile);
