-- portal-unapproved: Who holds a Support Portal role is a contact or an admin of the account
-- severity: medium
-- needs: roles, contacts, accounts.channel
-- policy: Sb, P2, P9
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: In the portal one opens cases, orders and manages bills, and reads the passphrase. Whoever can, should be
--   known to the vendor and to you as somebody who may.
-- fix: If they may, have them listed as a contact, with support or for invoices. If not, Admin Console > Roles &
--   permissions > Assignments: take My 8x8 Admin away.
--
-- flagged: neither contact nor admin
--   account id=A channel=direct primary_admin=u9
--   account id=B channel=partner
--   profile id=u1
--   profile id=u2 account=B status=inactive
--   assignment user=u1 role="My8x8 Admin" scope=Company
--   assignment account=B user=u2 role="My 8x8 Admin"
--   finds u1 reason="Holds My 8x8 Admin (Company), and is no contact, admin or primary admin of the account"
--   finds u2 account=B
-- flagged: contact, admin and primary admin of another account
--   account id=A channel=direct
--   account id=B channel=direct primary_admin=u1
--   contact account=B email=u1@a.example purpose=support
--   profile id=u1
--   profile id=u1 account=B
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u1 role="VCC Admin"
--   assignment account=B user=u1 role="Super Admin"
--   finds u1 reason="Holds My 8x8 Admin, VCC Admin, and is no contact, admin or primary admin of the account"
-- passes: a contact of any purpose, also where two profiles have the e-mail
--   account id=A channel=direct
--   contact email=u1@a.example purpose=payable
--   contact email=u2@a.example purpose=unknown
--   profile id=u1
--   profile id=u2
--   profile id=u3 email=u2@a.example
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u2 role="My 8x8 Admin"
--   assignment user=u3 role="My 8x8 Admin"
-- passes: an admin, active or not, and the primary admin
--   account id=A channel=direct primary_admin=u1
--   profile id=u1
--   profile id=u2
--   profile id=u3 status=inactive
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u2 role="My 8x8 Admin"
--   assignment user=u2 role="IT Admin"
--   assignment user=u3 role="My 8x8 Admin"
--   assignment user=u3 role="Super Admin"
-- passes: wholesale, which portal-wholesale reports, or nobody knows the channel
--   account id=A channel=wholesale
--   account id=B
--   profile id=u1
--   profile id=u1 account=B
--   assignment user=u1 role="My 8x8 Admin"
--   assignment account=B user=u1 role="My 8x8 Admin"
-- passes: holds no such role
--   account id=A channel=direct
--   profile id=u1
--   assignment user=u1 role="Billing Admin"
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Holds ' || privileged_profile.words || ', and is no contact, admin or primary admin of the account' as reason
  from portal_holder
 cross join profile on profile.profile = portal_holder.profile
 cross join privileged_profile on privileged_profile.profile = portal_holder.profile
 where portal_holder.account in (select account from portal_account)
   and portal_holder.profile not in (select admin from account where admin is not null)
   and portal_holder.profile not in (
         select profile
           from held_role
          where role in (select role from role_privilege where privilege = 'admin-console'))
   and not exists (select 1
                     from contact
                    where contact.account = portal_holder.account
                      and (contact.profile = portal_holder.profile or contact.email = profile.email));
