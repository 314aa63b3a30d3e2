-- passphrase-missing: Every account and every privileged profile has a passphrase
-- severity: high
-- needs: accounts.passphrase_set or users.passphrase_set
-- uses: roles, accounts
-- policy: P1, P8
-- controls: NIST 800-53: IA-5, AC-2, PS-4; ISO 27001: 5.17; SOC 2: CC6.1; CIS: 5.2; PCI DSS: 8.2.2;
--   47 CFR: 64.2010(b)(e)(f)
-- why: On the phone the passphrase is the proof that a caller belongs to the company. Without one, support can
--   neither help its owners quickly nor turn away somebody who pretends to be one.
-- fix: Support Portal (My 8x8) > (user) > My Profile > Edit: set a passphrase that is nobody's name. If the field is
--   not there, Admin Console > Roles & permissions > Assignments: the user lacks My 8x8 Admin.
--
-- flagged: the account has none
--   account id=A passphrase_set=no
--   finds A kind=account reason="The account has no passphrase"
-- flagged: a privileged profile has none, active or not
--   profile id=u1 passphrase_set=no
--   profile id=u2 passphrase_set=no status=inactive
--   assignment user=u1 role="My8x8 Admin" granted=2025-04-01
--   assignment user=u2 role="Super Admin"
--   finds u1 reason="The profile has no passphrase; privileged as My 8x8 Admin (since 2025-04-01)"
--   finds u2 reason="The profile has no passphrase; privileged as Super Admin"
-- flagged: the primary admin has none, nor has the account
--   account id=A primary_admin=u1 passphrase_set=no
--   profile id=u1 passphrase_set=no
--   finds A kind=account
--   finds u1 reason="The profile has no passphrase; privileged as primary admin"
-- flagged: an account and a profile may share an id
--   account id=A passphrase_set=no
--   profile id=A passphrase_set=no
--   assignment user=A role="Billing Admin"
--   finds A kind=account
--   finds A kind=profile
-- flagged: only where it is missing
--   account id=A passphrase_set=yes
--   account id=B passphrase_set=no
--   finds B kind=account account=B
-- passes: both have one
--   account id=A primary_admin=u1 passphrase_set=yes
--   profile id=u1 passphrase_set=yes
-- passes: nobody knows
--   account id=A passphrase_set=unknown primary_admin=u1
--   account id=B
--   profile id=u1 passphrase_set=unknown
--   profile id=u2 account=B
--   assignment account=B user=u2 role="Super Admin"
-- passes: a profile that is not privileged needs none
--   profile id=u1 passphrase_set=no
--   assignment user=u1 role=Reader
select null as profile,
       account.id as account,
       'account' as subject_kind,
       account.id as subject,
       null as severity,
       'The account has no passphrase' as reason
  from account
 where account.passphrase_set = 'no'
union all
select profile.profile,
       profile.account,
       'profile',
       profile.id,
       null,
       'The profile has no passphrase; privileged as ' || privileged_profile.words
  from privileged_profile
 cross join profile on profile.profile = privileged_profile.profile
 where profile.passphrase_set = 'no';
