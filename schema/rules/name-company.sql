-- name-company: Nobody is called like the company
-- severity: medium
-- needs: users.given_name, users.family_name, accounts.name
-- uses: roles
-- policy: P3, P8, P12
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: A company is everybody and nobody. Whoever calls support under its name proves nothing about who they are, and
--   what the profile did cannot be traced to a person.
-- fix: Admin Console > Users > (user) > Basic information: enter the holder's own First Name and Last Name. If the
--   name is a real person's, as when a company bears its owner's name, put the profile on the list "allowed" of the
--   policy.
--
-- flagged: the whole name, without the suffix, in any case and with diacritics or without
--   account id=A name="Müller & Söhne, Holdings GmbH"
--   profile id=u1 given_name=Muller family_name="& Sohne"
--   profile id=u2 given_name="MÜLLER &" family_name=söhne
--   finds u1 reason="The name is that of the account"
--   finds u2
-- flagged: a name of two words or more, with anything before or behind it
--   account id=A name="Larkfield Instruments Ltd"
--   profile id=u1 given_name="Larkfield Instruments" family_name=Bristol
--   profile id=u2 given_name=Bristol family_name="Larkfield Instruments"
--   profile id=u3 given_name=Larkfield family_name="Instruments Limited"
--   finds u1 reason="The name holds that of the account, ""larkfield instruments"""
--   finds u2
--   finds u3
-- flagged: a name of one word with a word of the lists, on either side
--   account id=A name="Acme, Inc."
--   profile id=u1 given_name=Acme family_name=User
--   profile id=u2 given_name=Reception family_name=ACME
--   profile id=u3 given_name=Acme family_name="Main Office"
--   finds u1 reason="The name is that of the account with ""user"""
--   finds u2 reason="The name is that of the account with ""reception"""
--   finds u3
-- flagged: any name that ends like a company's
--   account id=A name="Acme, Inc."
--   profile id=u1 given_name=Contoso family_name=LLC
--   profile id=u2 given_name="Blue Yonder" family_name=Ltd.
--   profile id=u3 given_name=Contoso family_name=Inc
--   profile id=u4 given_name="Contoso und" family_name="Partner GmbH"
--   profile id=u5 given_name=Contoso family_name=Company
--   profile id=u6 given_name=Contoso family_name=S.A.
--   finds u1 reason="The name ends like that of a company, with ""llc"""
--   finds u2
--   finds u3
--   finds u4
--   finds u5
--   finds u6
-- flagged: one step more severe when privileged, by a role or as primary admin
--   account id=A name="Acme, Inc." primary_admin=u2
--   profile id=u1 given_name=Acme family_name=Admin
--   profile id=u2 given_name=Acme family_name=Services
--   assignment user=u1 role="IT Admin"
--   finds u1 severity=high reason="The name is that of the account with ""admin""; privileged as IT Admin"
--   finds u2 severity=high
-- passes: a person who shares one word with the company, on either side
--   account id=A name="Smith LLC"
--   profile id=u1 given_name=John family_name=Smith
--   profile id=u2 given_name=Smith family_name=Jones
--   profile id=u3 given_name=Smith family_name=Page
-- passes: words of the company, but not all of its name, or not side by side
--   account id=A name="Larkfield Instruments Ltd"
--   profile id=u1 given_name=Laura family_name=Larkfield
--   profile id=u2 given_name="Larkfield Fine" family_name=Instruments
--   profile id=u3 given_name=Larkfield family_name=Instrumentson
-- passes: family names that look like a suffix
--   account id=A name="Acme, Inc."
--   profile id=u1 given_name=Maria family_name=Sá
--   profile id=u2 given_name=Ling family_name=Co
--   profile id=u3 given_name=Ada family_name=Ng
--   profile id=u4 given_name=Ada family_name=Corpus
-- passes: the name of another account, or of none
--   account id=A name="Larkfield Instruments Ltd"
--   account id=B name="Tidewell Services Inc"
--   account id=C name=null
--   account id=D name="Inc."
--   profile id=u1 given_name=Tidewell family_name=Services
--   profile id=u2 account=B given_name=Larkfield family_name=Instruments
--   profile id=u3 account=C given_name=Larkfield family_name=Instruments
--   profile id=u4 account=D given_name=Larkfield family_name=Instruments
-- passes: a filler phrase, which name-filler reports
--   account id=A name=ABC
--   profile id=u1 given_name=ABC family_name=Company
-- passes: the policy clears this profile by name
--   account id=A name="John Smith LLC"
--   allowed subject=u1 rule=name-company
--   profile id=u1 given_name=John family_name=Smith
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       case when privileged_profile.profile is not null then 'high' end as severity,
       upper(substr(name_fault.words, 1, 1)) || substr(name_fault.words, 2)
         || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from name_fault
  join profile on profile.profile = name_fault.profile
  left join privileged_profile on privileged_profile.profile = name_fault.profile
 where name_fault.rule = 'name-company';
