-- email-placeholder: Every profile has an e-mail that reaches its user, in a domain of the account
-- severity: medium
-- needs: users.email, accounts.domains
-- uses: roles
-- policy: Sa, P8
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4; 47 CFR: 64.2010(f)
-- why: Passwords are set and reset by e-mail. What is sent to no mailbox locks its user out; what is sent to a
--   mailbox outside the company, the company cannot close.
-- fix: Admin Console > Users > (user) > Basic information: put the user's own company address in. Where the directory
--   provisions users, map their mail attribute, as the vendor fills in a noreply address for a missing one.
--
-- flagged: no e-mail, and an address that nobody reads
--   account id=A domains="[""a.example""]"
--   profile id=u1 email=
--   profile id=u2 email=null
--   profile id=u3 email=noreply@8x8.com
--   profile id=u4 email=no-reply@a.example
--   profile id=u5 email=do_not.reply@a.example status=inactive
--   finds u1 reason="The e-mail is empty"
--   finds u2 reason="The e-mail is empty"
--   finds u3 reason="Nobody reads the e-mail noreply@8x8.com"
--   finds u4
--   finds u5
-- flagged: in no domain of the account
--   account id=A domains="[""a.example"",""b.example""]"
--   account id=B domains="[""c.example""]"
--   profile id=u1 email=ada@c.example
--   profile id=u2 email=ada@nota.example
--   profile id=u3 email=ada@a.example.org
--   profile id=u4 email=ada
--   profile id=u5 email=ada@a.example@evil.example
--   finds u1 reason="The e-mail ada@c.example is in no domain of the account"
--   finds u2
--   finds u3
--   finds u4
--   finds u5
-- flagged: one step more severe when privileged
--   account id=A domains="[""a.example""]" primary_admin=u2
--   profile id=u1 email=
--   profile id=u2 email=a@b.example
--   assignment user=u1 role="VCC Admin"
--   finds u1 severity=high reason="The e-mail is empty; privileged as VCC Admin"
--   finds u2 severity=high reason="The e-mail a@b.example is in no domain of the account; privileged as primary admin"
-- flagged: where no domain is named, only what reaches nobody
--   account id=A domains="[]"
--   profile id=u1 email=
--   profile id=u2 email=ada@c.example
--   finds u1
-- passes: in a domain of the account, or in a part of one, whatever the case
--   account id=A domains="[""A.example"",""@b.example""]"
--   profile id=u1 email=ada@a.example
--   profile id=u2 email=ada@branch.b.example
--   profile id=u3 email=noreplyer@a.example
-- passes: no domain is known
--   account id=A
--   profile id=u1 email=ada@c.example
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       case when privileged_profile.profile is not null then 'high' end as severity,
       case
         when coalesce(profile.email, '') = '' then 'The e-mail is empty'
         when odd_email.is_unread then 'Nobody reads the e-mail ' || profile.email
         else 'The e-mail ' || profile.email || ' is in no domain of the account'
       end || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from odd_email
 cross join profile on profile.profile = odd_email.profile
  left join privileged_profile on privileged_profile.profile = odd_email.profile;
