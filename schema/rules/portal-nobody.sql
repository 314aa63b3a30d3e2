-- portal-nobody: Somebody in every direct or partner account can use the Support Portal
-- severity: high
-- needs: accounts.channel, users.status, roles
-- policy: Sb, P6, P7
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: Without the role nobody gets past the portal's authentication error, so there is no way to open a case, see a
--   bill or place an order online. Only the phone is left, and with it the passphrase.
-- fix: Admin Console > Roles & permissions > Assignments > Create assignment: give My 8x8 Admin to an active, named
--   person, then have them log out and in again.
--
-- flagged: nobody holds the role
--   account id=A channel=direct
--   account id=B channel=partner
--   profile id=u1
--   assignment user=u1 role="Super Admin"
--   finds A kind=account reason="The channel is direct, and no active profile holds a role with support-portal"
--   finds B account=B kind=account
-- flagged: its holders are not active, or nobody knows
--   account id=A channel=direct
--   profile id=u1 status=inactive
--   profile id=u2 status=locked
--   profile id=u3 status=pending
--   profile id=u4 status=unknown
--   profile id=u5 status=null
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u2 role="My 8x8 Admin"
--   assignment user=u3 role="My 8x8 Admin"
--   assignment user=u4 role="My 8x8 Admin"
--   assignment user=u5 role="My 8x8 Admin"
--   finds A kind=account
-- flagged: its holder is in another account, or is no profile
--   account id=A channel=direct
--   profile id=u1 account=B
--   assignment account=B user=u1 role="My 8x8 Admin"
--   assignment user=u1 role="My 8x8 Admin"
--   finds A kind=account
-- passes: one active holder is enough, under an alias and by e-mail
--   account id=A channel=direct
--   account id=B channel=partner
--   profile id=u1
--   profile id=u2 status=inactive
--   profile id=u1 account=B
--   assignment user=U1@a.example role="My8x8 Admin"
--   assignment user=u2 role="My 8x8 Admin"
--   assignment account=B user=u1 role="My 8x8 Admin"
-- passes: a role of the policy's own gives it
--   role role="Case Clerk" privileges="support-portal"
--   account id=A channel=direct
--   profile id=u1
--   assignment user=u1 role="Case Clerk"
-- passes: wholesale, where the reseller is asked
--   account id=A channel=wholesale
--   profile id=u1
-- passes: nobody knows the channel, which channel-unknown reports
--   account id=A channel=unknown
--   account id=B
--   profile id=u1 account=C
select null as profile,
       account.id as account,
       'account' as subject_kind,
       account.id as subject,
       null as severity,
       'The channel is ' || account.channel || ', and no active profile holds a role with support-portal' as reason
  from account
 where account.channel in ('direct', 'partner')
   and account.id not in (
         select profile.account
           from held_role
           join role_privilege on role_privilege.role = held_role.role
          cross join profile on profile.profile = held_role.profile
          where role_privilege.privilege = 'support-portal'
            and profile.status = 'active');
