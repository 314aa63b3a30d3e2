-- registration-status: Nobody is registered whom the CRM has closed
-- severity: medium
-- needs: registrations.status, crm.status
-- policy: Q6
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4
-- why: A customer who left keeps a login to the portal, with the bills and the service of whoever holds the contract
--   now.
-- fix: Ask whoever keeps the CRM whether the customer is gone. If so, have the registration closed; if not, open the
--   record in the CRM again.
--
-- flagged: active in the portal, closed in the CRM
--   registration email=ada@a.example status=active
--   crm email=ada@a.example status=closed
--   finds ada@a.example kind=customer reason="The registration is active, and the CRM has the customer as closed"
-- flagged: closed in the CRM twice is one finding, and another account's record does not count
--   registration email=ada@a.example status=active customer_number=7
--   registration email=ada@a.example status=active customer_number=8
--   crm email=ada@a.example status=closed
--   crm email=ada@a.example status=closed customer_number=7
--   crm account=B email=ada@a.example status=active
--   finds ada@a.example
-- passes: active in both, or one of the CRM's records is
--   registration email=ada@a.example status=active
--   registration email=bea@a.example status=active
--   crm email=ada@a.example status=active
--   crm email=bea@a.example status=closed
--   crm account= email=bea@a.example status=active
-- passes: closed in both, or a status that nobody knows
--   registration email=ada@a.example status=closed
--   registration email=bea@a.example
--   registration email=cleo@a.example status=active
--   crm email=ada@a.example status=closed
--   crm email=bea@a.example status=closed
--   crm email=cleo@a.example status=unknown
-- passes: not in the CRM, or only in another account
--   registration email=ada@a.example status=active
--   crm account=B email=ada@a.example status=closed
select distinct null as profile,
       account,
       'customer' as subject_kind,
       email as subject,
       null as severity,
       'The registration is active, and the CRM has the customer as closed' as reason
  from live_registration
 where status = 'active'
   and exists (select 1
                 from crm
                where crm.email = live_registration.email
                  and crm.account in (live_registration.account, '')
                  and crm.status = 'closed')
   and not exists (select 1
                     from crm
                    where crm.email = live_registration.email
                      and crm.account in (live_registration.account, '')
                      and coalesce(crm.status, '') <> 'closed');
