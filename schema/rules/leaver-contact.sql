-- leaver-contact: Nobody who left speaks for an account
-- severity: critical
-- needs: contacts.email or accounts.passphrase_custodians or accounts.successor, roster.status or roster.ended
-- uses: users, accounts, contacts
-- policy: P4, P5
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: The vendor answers its contacts, and believes whoever knows the passphrase. A former employee who is still
--   named there can order changes in the company's name without ever logging in.
-- fix: Support Portal (My 8x8) > Billing > Contacts: put somebody present in this place. Of a custodian, change the
--   passphrase first (My Profile > Edit) and then the list. Of a successor, name another one in the plan.
--
-- flagged: a support contact who left on the as-of day, with a profile
--   person employee_number=E1 status=departed ended=2026-11-21
--   profile id=u1 employee_number=E1 status=inactive
--   contact email=u1@a.example purpose=support
--   finds u1 kind=profile reason="Left on 2026-11-21, and is still support contact"
-- flagged: every part in one finding, in order
--   account id=A successor=U1@a.example passphrase_custodians="[""u1"", ""u2""]"
--   person employee_number=E1 status=departed
--   profile id=u1 employee_number=E1
--   profile id=u2
--   contact email=u1@a.example purpose=payable
--   contact email=u1@a.example purpose=invoicing
--   contact email=u1@a.example purpose=null
--   finds u1 reason="Left (no day recorded), and is still invoicing contact, passphrase custodian, payable contact, successor, unknown contact"
-- flagged: no profile has the e-mail, the roster has
--   person email=ada@gone.example status=departed ended=2026-03-02
--   contact email=ada@gone.example purpose=invoicing
--   finds ada@gone.example kind=user reason="Left on 2026-03-02, and is still invoicing contact"
-- flagged: custodian by user name in another case; the same name in another account means nobody there
--   account id=A passphrase_custodians="[""ADA""]"
--   account id=B passphrase_custodians="[""ADA""]"
--   person employee_number=E1 status=departed ended=2026-03-02
--   profile id=u1 user_name=ada employee_number=E1
--   finds u1 account=A
-- passes: leaves tomorrow, on leave, or of unknown employment
--   account id=A successor=u2 passphrase_custodians="[""u3""]"
--   person employee_number=E1 status=employed ended=2026-11-22
--   person employee_number=E2 status=on-leave
--   person employee_number=E3 status=unknown
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2
--   profile id=u3 employee_number=E3
--   contact email=u1@a.example purpose=support
-- passes: not in the roster, or nobody named
--   account id=A successor= passphrase_custodians="[]"
--   account id=B successor=null passphrase_custodians=null
--   contact email=info@a.example purpose=support
-- passes: left, and named nowhere
--   account id=A primary_admin=u1
--   person employee_number=E1 status=departed ended=2026-03-02
--   profile id=u1 employee_number=E1
-- passes: the profile that the id means is present, though its name is the e-mail of one who left
--   account id=A successor=u1@a.example
--   person employee_number=E1 status=departed
--   profile id=u1 employee_number=E1
--   profile id=u1@a.example email=x@a.example employee_number=E2
--   person employee_number=E2 status=employed
select profile.profile,
       gone.account,
       case when profile.profile is null then 'user' else 'profile' end as subject_kind,
       coalesce(profile.id, gone.name) as subject,
       null as severity,
       'Left ' || coalesce('on ' || max(gone.ended), '(no day recorded)')
         || ', and is still ' || group_concat(gone.part, ', ') as reason
  from (select distinct account_delegate.account, account_delegate.profile, departed.ended,
               case account_delegate.part
                 when 'custodian' then 'passphrase custodian'
                 when 'contact' then 'unknown contact'
                 else account_delegate.part
               end as part,
               case when account_delegate.profile is null then lower(account_delegate.name) end as name
          from account_delegate
          join departed on departed.person = account_delegate.person
         where account_delegate.part not in ('primary admin', 'former primary admin')
         order by account_delegate.account, account_delegate.profile, name, part) as gone
  left join profile on profile.profile = gone.profile
 group by gone.account, gone.profile, gone.name;
