-- registration-near-miss: Registered e-mails are spelled as in the CRM and the ERP
-- severity: medium
-- needs: registrations, crm or erp
-- policy: Q6
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4
-- why: The look-ups compare byte for byte. A capital letter, a blank or an invisible character that came with a
--   copied address makes a customer unknown, and nobody can see why.
-- fix: Write the address in one form everywhere: lower case, without blanks. Type it anew in the system that differs
--   instead of copying it, and have the customer log in again.
--
-- flagged: other letters, a blank, an invisible character (U+200B behind the dot of the third)
--   registration email=Ada@a.example
--   registration email="bea@a.example "
--   registration email="cleo@a.​example"
--   registration email=" Dora@a.example"
--   crm email=ada@a.example
--   crm email=bea@a.example
--   crm email=cleo@a.example
--   crm email=dora@a.example
--   finds Ada@a.example kind=customer reason="The CRM has it as ada@a.example, with other capitals"
--   finds "bea@a.example " reason="The CRM has it as bea@a.example, with other blanks"
--   finds "cleo@a.​example" reason="The CRM has it as cleo@a.example, with other invisible characters"
--   finds " Dora@a.example" reason="The CRM has it as dora@a.example, with other blanks and capitals"
-- flagged: the CRM has it exactly, the ERP does not
--   registration email=ada@a.example
--   crm email=ada@a.example
--   erp email=ADA@a.example
--   finds ada@a.example reason="The ERP has it as ADA@a.example, with other capitals"
-- flagged: neither has it exactly
--   registration email=a@b.c
--   crm email=A@b.c
--   erp account= email="a@b.c "
--   finds a@b.c reason="The CRM has it as A@b.c, with other capitals; the ERP has it as a@b.c , with other blanks"
-- passes: equal in both
--   registration email=Ada@a.example
--   crm email=Ada@a.example
--   crm email=ada@a.example
--   erp email=Ada@a.example
-- passes: not there at all, which registration-no-crm reports, or in another account
--   registration email=ada@a.example
--   crm account=B email=Ada@a.example
--   crm email=ada@aa.example
-- passes: closed
--   registration email=Ada@a.example status=closed
--   crm email=ada@a.example
select null as profile,
       account,
       'customer' as subject_kind,
       email as subject,
       null as severity,
       group_concat(words, '; ') as reason
  from (select account, email,
               case when system = 'ERP' and system_before = 'CRM' then 'the ' else 'The ' end || system || ' has it as '
                 || near || ', with other '
                 || case
                      when lower(near) = lower(email) then 'capitals'
                      when trim(near) = trim(email) then 'blanks'
                      when lower(trim(near)) = lower(trim(email)) then 'blanks and capitals'
                      else 'invisible characters'
                    end as words
          from (select system, account, email, near,
                       lag(system) over (partition by account, email order by system) as system_before
                  from unmatched_registration
                 where near is not null)
         order by account, email, system)
 group by account, email;
