-- registration-unverified: Every registration's e-mail is verified
-- severity: medium
-- needs: registrations.verified
-- uses: users, roles, accounts, contacts
-- policy: Q2
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4
-- why: The portal answers a login with an unknown error while the e-mail is not verified, and nobody has shown that
--   the mailbox is the customer's.
-- fix: Have the customer open "need help" on the login page, ask for another verification code, and enter it
--   themselves. Never take a code over the phone. Then they log in again.
--
-- flagged: not verified
--   registration email=ada@a.example verified=no
--   registration email=Bea@a.example verified=no status=active customer_number=7
--   finds ada@a.example kind=customer reason="The e-mail is registered and not verified"
--   finds Bea@a.example kind=customer severity=medium
-- flagged: high where it is that of a privileged profile or of a contact, in any spelling
--   account id=A primary_admin=u3
--   contact email=u2@a.example purpose=payable
--   profile id=u1
--   profile id=u3
--   assignment user=u1 role="VCC Admin"
--   registration email="U1@a.example " verified=no
--   registration email=u2@a.example verified=no
--   registration email=u3@a.example verified=no
--   finds "U1@a.example " severity=high reason="The e-mail of a privileged profile is registered and not verified"
--   finds u2@a.example severity=high reason="The e-mail of a contact is registered and not verified"
--   finds u3@a.example severity=high
-- flagged: medium where that profile or contact is another account's
--   contact account=B email=u1@a.example purpose=support
--   profile id=u1
--   profile id=u1 account=B
--   assignment account=B user=u1 role="Super Admin"
--   registration email=u1@a.example verified=no
--   finds u1@a.example severity=medium
-- flagged: registered twice is one finding
--   registration email=ada@a.example verified=no customer_number=7
--   registration email=ada@a.example verified=no customer_number=8
--   finds ada@a.example
-- passes: verified, or nobody knows
--   registration email=ada@a.example verified=yes
--   registration email=bea@a.example verified=unknown
--   registration email=cleo@a.example
-- passes: closed, so nobody logs in with it
--   registration email=ada@a.example verified=no status=closed
select null as profile,
       account,
       'customer' as subject_kind,
       email as subject,
       case when is_privileged or is_contact then 'high' end as severity,
       case
         when is_privileged then 'The e-mail of a privileged profile'
         when is_contact then 'The e-mail of a contact'
         else 'The e-mail'
       end || ' is registered and not verified' as reason
  from (select distinct account, email,
               (account, lower(trim(email))) in (
                 select profile.account, profile.email
                   from privileged_profile
                   join profile on profile.profile = privileged_profile.profile) as is_privileged,
               (account, lower(trim(email))) in (select account, email from contact) as is_contact
          from live_registration
         where verified = 'no');
