-- registration-no-erp: Every customer of the CRM is in the ERP, under the same number
-- severity: high
-- needs: crm, erp
-- policy: Q6
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4
-- why: The CRM hands customers on to the ERP. One who did not arrive there, or under another number, is not found
--   when they look for their bills and orders, and may be shown somebody else's.
-- fix: Submit a ticket to the portal team with e-mail and both customer numbers. Have the record corrected in the CRM
--   (Salesforce), so that the sync writes it to the ERP (NetSuite) again.
--
-- flagged: not there, or only in another account
--   crm email=ada@a.example customer_number=7
--   crm email=bea@a.example
--   erp account=B email=ada@a.example customer_number=7
--   finds ada@a.example kind=customer reason="In the CRM, and not in the ERP"
--   finds bea@a.example
-- flagged: there, under another number
--   crm email=ada@a.example customer_number=7
--   erp email=ada@a.example customer_number=07
--   erp email=ada@a.example customer_number=8
--   finds ada@a.example reason="The customer number is 7 in the CRM, and 07, 8 in the ERP"
-- flagged: the spelling differs, so that an exact look-up fails
--   crm email=Ada@a.example customer_number=7
--   erp email=ada@a.example customer_number=7
--   finds Ada@a.example reason="In the CRM, and not in the ERP"
-- flagged: twice in the CRM is one finding
--   crm email=ada@a.example customer_number=7
--   crm email=ada@a.example customer_number=8
--   erp email=ada@a.example customer_number=7
--   crm email=bea@a.example customer_number=7
--   crm email=bea@a.example customer_number=8
--   finds ada@a.example reason="The customer number is 8 in the CRM, and 7 in the ERP"
--   finds bea@a.example
-- passes: the same number, or one that nobody knows
--   crm email=ada@a.example customer_number=7
--   crm email=bea@a.example customer_number=7
--   crm email=cleo@a.example customer_number=
--   erp email=ada@a.example customer_number=7
--   erp email=ada@a.example customer_number=9
--   erp account= email=bea@a.example
--   erp email=cleo@a.example customer_number=8
-- passes: closed in the CRM
--   crm email=ada@a.example status=closed
-- passes: only in the ERP
--   erp email=ada@a.example customer_number=7
select null as profile,
       account,
       'customer' as subject_kind,
       email as subject,
       null as severity,
       case
         when max(is_known) then 'The customer number is ' || group_concat(customer_number, ', ') || ' in the CRM, and '
           || coalesce(max(numbers), '') || ' in the ERP'
         else 'In the CRM, and not in the ERP'
       end as reason
  from (select distinct crm.account, crm.email, crm.customer_number,
               exists (select 1 from erp where erp.email = crm.email and erp.account in (crm.account, '')) as is_known,
               (select group_concat(customer_number, ', ')
                  from (select distinct customer_number
                          from erp
                         where erp.email = crm.email
                           and erp.account in (crm.account, '')
                         order by customer_number)) as numbers
          from crm
         where coalesce(crm.status, '') <> 'closed'
           and not exists (select 1
                             from erp
                            where erp.email = crm.email
                              and erp.account in (crm.account, '')
                              and (   erp.customer_number = crm.customer_number
                                   or coalesce(erp.customer_number, '') = ''
                                   or coalesce(crm.customer_number, '') = ''))
         order by crm.account, crm.email, crm.customer_number)
 group by account, email;
