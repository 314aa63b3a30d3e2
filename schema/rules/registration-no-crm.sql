-- registration-no-crm: Every registered e-mail is in the CRM
-- severity: high
-- needs: registrations, crm
-- policy: Q6
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4
-- why: The portal looks the customer up in the CRM by the registered e-mail. Where it is not there, the customer sees
--   that something went wrong with the search, and can do nothing about it.
-- fix: Have the e-mail entered in the CRM (Salesforce) at the customer's record, exactly as it is registered, and
--   wait for the next sync with the ERP (NetSuite). Then have the customer log in again.
--
-- flagged: not there, or only in another account
--   registration email=ada@a.example
--   registration email=bea@a.example customer_number=7
--   crm account=B email=bea@a.example customer_number=7
--   finds ada@a.example kind=customer reason="The registered e-mail is not in the CRM"
--   finds bea@a.example
-- flagged: registered twice is one finding
--   registration email=ada@a.example customer_number=7
--   registration email=ada@a.example customer_number=8
--   finds ada@a.example
-- flagged: the ERP has it, which does not help
--   registration email=ada@a.example
--   erp email=ada@a.example
--   finds ada@a.example
-- passes: there, also where the CRM knows no accounts
--   registration email=ada@a.example
--   registration email=bea@a.example
--   crm email=ada@a.example status=closed
--   crm account= email=bea@a.example
-- passes: there in another spelling, which registration-near-miss reports
--   registration email=Ada@a.example
--   crm email=ada@a.example
-- passes: closed, so nobody logs in with it
--   registration email=ada@a.example status=closed
select null as profile,
       account,
       'customer' as subject_kind,
       email as subject,
       null as severity,
       'The registered e-mail is not in the CRM' as reason
  from unmatched_registration
 where system = 'CRM'
   and near is null;
