-- mfa-missing: Every active privileged profile uses a second factor
-- severity: high
-- needs: users.mfa, users.status, roles
-- uses: accounts
-- policy: P12
-- controls: NIST 800-53: IA-2(1); ISO 27001: 8.5, 5.17; SOC 2: CC6.1; CIS: 6.3, 6.5
-- why: A stolen or guessed password alone then opens billing, call routing or the list of users. Not every privileged
--   role is made to use a second factor by the vendor.
-- fix: Admin Console > Home > Identity & Security > 8x8 Authentication: turn on multi-factor authentication for all
--   users; it cannot be set for one. Where users log in through single sign-on, require it at that provider.
--
-- flagged: active, privileged by a role
--   profile id=u1 mfa=no
--   assignment user=u1@a.example role="My8x8 Admin" scope=Company
--   finds u1 reason="No second factor; privileged as My 8x8 Admin (Company)"
-- flagged: the primary admin, without any role
--   account id=A primary_admin=u1
--   profile id=u1 mfa=no
--   finds u1 reason="No second factor; privileged as primary admin"
-- flagged: a break-glass profile is no exception
--   break_glass name=u1
--   profile id=u1 mfa=no
--   assignment user=u1 role="Super Admin"
--   finds u1
-- flagged: only the account where it is privileged
--   profile id=u1 mfa=no
--   profile id=u1 account=B mfa=no
--   assignment account=B user=u1 role="Billing Admin"
--   finds u1 account=B
-- passes: has one, or nobody knows
--   profile id=u1 mfa=yes
--   profile id=u2 mfa=unknown
--   profile id=u3
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
-- passes: not active, or nobody knows
--   profile id=u1 mfa=no status=inactive
--   profile id=u2 mfa=no status=pending
--   profile id=u3 mfa=no status=locked
--   profile id=u4 mfa=no status=unknown
--   profile id=u5 mfa=no status=null
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
--   assignment user=u3 role="Super Admin"
--   assignment user=u4 role="Super Admin"
--   assignment user=u5 role="Super Admin"
-- passes: not privileged
--   profile id=u1 mfa=no
--   profile id=u2 mfa=no
--   assignment user=u1 role=Reader
--   assignment user=u2 role="Nobody Knows This"
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'No second factor; privileged as ' || privileged_profile.words as reason
  from privileged_profile
 cross join profile on profile.profile = privileged_profile.profile
 where privileged_profile.status = 'active'
   and profile.mfa = 'no';
