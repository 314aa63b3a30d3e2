-- registration-duplicate: Every e-mail is registered once, under one customer number
-- severity: high
-- needs: registrations
-- policy: Q6, Q2
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4
-- why: One e-mail leads to one customer. Registered twice, it shows a customer the data of another, or neither finds
--   anything; a second try to register is answered with an error.
-- fix: Have the portal team merge the registrations of one customer. Where two customers share the mailbox, one of
--   them registers with an address of their own.
--
-- flagged: under two customer numbers
--   registration email=ada@a.example customer_number=8
--   registration email=ada@a.example customer_number=7
--   finds ada@a.example kind=customer reason="Registered 2 times, under the customer numbers 7, 8"
-- flagged: twice by one customer, also where the number is not known
--   registration email=ada@a.example customer_number=7
--   registration email=ada@a.example customer_number=7
--   registration email=bea@a.example
--   registration email=bea@a.example customer_number=
--   finds ada@a.example reason="Registered 2 times, under the customer number 7"
--   finds bea@a.example reason="Registered 2 times, under no customer number"
-- flagged: the spelling differs
--   registration email=ada@a.example customer_number=7
--   registration email="Ada@a.example " customer_number=8
--   finds "Ada@a.example "
-- passes: once, or once in each account
--   registration email=ada@a.example customer_number=7
--   registration email=bea@a.example customer_number=7
--   registration account=B email=ada@a.example customer_number=8
-- passes: the other one is closed
--   registration email=ada@a.example customer_number=7
--   registration email=ada@a.example customer_number=8 status=closed
select null as profile,
       account,
       'customer' as subject_kind,
       min(email) as subject,
       null as severity,
       'Registered ' || sum(times) || ' times, under '
         || case count(customer_number)
              when 0 then 'no customer number'
              when 1 then 'the customer number '
              else 'the customer numbers '
            end || coalesce(group_concat(customer_number, ', '), '') as reason
  from (select account, lower(trim(email)) as folded, min(email) as email,
               nullif(customer_number, '') as customer_number, count(*) as times
          from live_registration
         group by account, folded, nullif(customer_number, '')
         order by account, folded, customer_number)
 group by account, folded
having sum(times) > 1;
