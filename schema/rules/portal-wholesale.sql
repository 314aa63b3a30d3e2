-- portal-wholesale: Nobody in a wholesale account holds a Support Portal role
-- severity: low
-- needs: accounts.channel, roles
-- policy: Sg, Sd
-- controls: NIST 800-53: AC-2, AC-6; ISO 27001: 5.18, 5.19; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.7, 7.2.4
-- why: The vendor restricts its portal for customers of a wholesale reseller, so the role opens nothing and only
--   leads its holders into an error. The reseller gives support and sends the bills.
-- fix: Ask the reseller for help with cases, bills and orders. Admin Console > Roles & permissions > Assignments:
--   take the role away from its holders. If the bills come from 8x8, correct the account's channel in the policy.
--
-- flagged: holders are named in order of their ids, once each, under an alias too
--   account id=A channel=wholesale
--   profile id=u2
--   profile id=u1
--   assignment user=u2 role="My8x8 Admin" scope=Site
--   assignment user=u2@a.example role="My 8x8 Admin" scope=Company
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u1 role="Super Admin"
--   finds A kind=account reason="The channel is wholesale, and support-portal is held by u1, u2"
-- flagged: active or not
--   account id=A channel=wholesale
--   profile id=u1 status=inactive
--   profile id=u2 status=null
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u2 role="My 8x8 Admin"
--   finds A kind=account reason="The channel is wholesale, and support-portal is held by u1, u2"
-- flagged: five are named, the rest counted
--   role role="Case Clerk" privileges="support-portal"
--   account id=A channel=wholesale
--   profile id=u6
--   profile id=u1
--   profile id=u5
--   profile id=u2
--   profile id=u4
--   profile id=u3
--   assignment user=u6 role="My 8x8 Admin"
--   assignment user=u3 role="Case Clerk"
--   assignment user=u2 role="My 8x8 Admin"
--   assignment user=u5 role="My 8x8 Admin"
--   assignment user=u1 role="Case Clerk"
--   assignment user=u4 role="My 8x8 Admin"
--   finds A kind=account reason="The channel is wholesale, and support-portal is held by u1, u2, u3, u4, u5 and 1 more"
-- flagged: exactly five are all named, and each account counts its own
--   account id=A channel=wholesale
--   account id=B channel=wholesale
--   profile id=u5
--   profile id=u1
--   profile id=u3
--   profile id=u2
--   profile id=u4
--   profile id=u6 account=B
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u2 role="My 8x8 Admin"
--   assignment user=u3 role="My 8x8 Admin"
--   assignment user=u4 role="My 8x8 Admin"
--   assignment user=u5 role="My 8x8 Admin"
--   assignment account=B user=u6 role="My 8x8 Admin"
--   finds A kind=account reason="The channel is wholesale, and support-portal is held by u1, u2, u3, u4, u5"
--   finds B kind=account account=B reason="The channel is wholesale, and support-portal is held by u6"
-- flagged: each account with its own holders
--   account id=A channel=wholesale
--   account id=B channel=wholesale
--   account id=C channel=direct
--   profile id=u1
--   profile id=u2 account=B
--   profile id=u3 account=C
--   assignment user=u1 role="My 8x8 Admin"
--   assignment account=B user=u2 role="My 8x8 Admin"
--   assignment account=C user=u3 role="My 8x8 Admin"
--   finds A kind=account reason="The channel is wholesale, and support-portal is held by u1"
--   finds B kind=account account=B reason="The channel is wholesale, and support-portal is held by u2"
-- passes: wholesale without a holder; one that is no profile is reported by role-dangling
--   account id=A channel=wholesale
--   profile id=u1
--   assignment user=u1 role="Super Admin"
--   assignment user=u9 role="My 8x8 Admin"
-- passes: direct, partner, or nobody knows
--   account id=A channel=direct
--   account id=B channel=partner
--   account id=C channel=unknown
--   profile id=u1
--   profile id=u1 account=B
--   profile id=u1 account=C
--   profile id=u1 account=D
--   assignment user=u1 role="My 8x8 Admin"
--   assignment account=B user=u1 role="My 8x8 Admin"
--   assignment account=C user=u1 role="My 8x8 Admin"
--   assignment account=D user=u1 role="My 8x8 Admin"
select null as profile,
       account,
       'account' as subject_kind,
       account as subject,
       null as severity,
       'The channel is wholesale, and support-portal is held by '
         || group_concat(case when place <= 5 then id end, ', ')
         || case when count(*) > 5 then ' and ' || (count(*) - 5) || ' more' else '' end as reason
  from (select account, id, row_number() over (partition by account order by id) as place
          from (select distinct profile.account, profile.id
                  from held_role
                  join role_privilege on role_privilege.role = held_role.role
                  join profile on profile.profile = held_role.profile
                 where role_privilege.privilege = 'support-portal'
                   and profile.account in (select id from account where channel = 'wholesale'))
         order by account, id)
 group by account;
