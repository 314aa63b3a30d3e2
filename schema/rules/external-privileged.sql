-- external-privileged: Everybody with a privileged profile has an e-mail in a domain of the account
-- severity: high
-- needs: users.email, accounts.domains, roles
-- policy: P2, P4, P12
-- controls: NIST 800-53: AC-2, AC-6; ISO 27001: 5.18, 5.19; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.7, 7.2.4
-- why: A mailbox outside the company is closed by somebody else, or never. Its owner can reset the password of a
--   profile that changes billing and call routing, also long after the work was done.
-- fix: If the person works for you, Admin Console > Users > (user) > Basic information: put their company e-mail in.
--   If not, Roles & permissions > Assignments: take the roles away, or have them confirmed and waive the finding.
--
-- flagged: in no domain of the account
--   account id=A domains="[""a.example""]" primary_admin=u2
--   profile id=u1 email=ada@freemail.example
--   profile id=u2 email=bea@agency.example status=inactive
--   assignment user=u1 role="Super Admin"
--   finds u1 reason="The e-mail ada@freemail.example is in no domain of the account; privileged as Super Admin"
--   finds u2 reason="The e-mail bea@agency.example is in no domain of the account; privileged as primary admin"
-- flagged: in a domain of another account
--   account id=A domains="[""a.example""]"
--   account id=B domains="[""b.example""]"
--   profile id=u1 email=ada@b.example
--   profile id=u2 account=B email=ada@b.example
--   assignment user=u1 role="VCC Admin"
--   assignment account=B user=u2 role="VCC Admin"
--   finds u1
-- flagged: an address of the vendor, which nobody reads
--   account id=A domains="[""a.example""]"
--   profile id=u1 email=noreply@8x8.com
--   assignment user=u1 role="IT Admin"
--   finds u1
-- passes: in a domain of the account, or a part of one
--   account id=A domains="[""a.example"",""B.example""]"
--   profile id=u1
--   profile id=u2 email=ada@branch.b.example
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Super Admin"
-- passes: not privileged, or no e-mail, of which email-placeholder speaks
--   account id=A domains="[""a.example""]"
--   profile id=u1 email=ada@freemail.example
--   profile id=u2 email=
--   assignment user=u2 role="Super Admin"
-- passes: the account names no domain
--   account id=A domains="[]"
--   account id=B
--   profile id=u1 email=ada@freemail.example
--   profile id=u1 account=B email=ada@freemail.example
--   assignment user=u1 role="Super Admin"
--   assignment account=B user=u1 role="Super Admin"
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'The e-mail ' || profile.email || ' is in no domain of the account; privileged as ' || privileged_profile.words
         as reason
  from odd_email
 cross join privileged_profile on privileged_profile.profile = odd_email.profile
 cross join profile on profile.profile = odd_email.profile
 where odd_email.is_outside;
