-- registration-pending: No verification is pending for long
-- severity: low
-- needs: registrations.pending_since
-- policy: Q2
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4
-- why: A code that was sent and never entered often went to a wrong address or into a filter. Until it is entered,
--   the portal does not let the customer in.
-- fix: Compare the address with the customer; have them ask for another verification code on the login page and enter
--   it themselves. If the address is wrong, have it registered again with the right one.
-- parameter days: 7, 0 to 365, days for which a verification may be pending
--
-- flagged: one day more than the limit, 2026-11-14
--   registration email=ada@a.example pending_since=2026-11-13
--   registration email=bea@a.example pending_since=2026-01-01 verified=no
--   finds ada@a.example kind=customer reason="Verification pending since 2026-11-13, more than 7 days"
--   finds bea@a.example
-- flagged: the policy is stricter
--   set days=1
--   registration email=ada@a.example pending_since=2026-11-19
--   registration email=bea@a.example pending_since=2026-11-20
--   finds ada@a.example reason="Verification pending since 2026-11-19, more than 1 day"
-- flagged: registered twice is one finding, with the earlier day
--   registration email=ada@a.example pending_since=2026-11-02
--   registration email=ada@a.example pending_since=2026-11-01
--   finds ada@a.example reason="Verification pending since 2026-11-01, more than 7 days"
-- passes: exactly at the limit, today, and a day that is still to come
--   registration email=ada@a.example pending_since=2026-11-14
--   registration email=bea@a.example pending_since=2026-11-21
--   registration email=cleo@a.example pending_since=2026-11-22
-- passes: verified since, closed, or never asked for
--   registration email=ada@a.example pending_since=2026-01-01 verified=yes
--   registration email=bea@a.example pending_since=2026-01-01 status=closed
--   registration email=cleo@a.example
select null as profile,
       live_registration.account,
       'customer' as subject_kind,
       live_registration.email as subject,
       null as severity,
       'Verification pending since ' || min(live_registration.pending_since) || ', more than ' || :days
         || case when :days = 1 then ' day' else ' days' end as reason
  from tonight
  join live_registration
    on live_registration.pending_since < date(tonight.as_of, '-' || :days || ' days')
   and coalesce(live_registration.verified, '') <> 'yes'
 group by live_registration.account, live_registration.email;
