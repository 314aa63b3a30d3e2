-- reseller-unreachable: For every wholesale account it is known how to reach the reseller
-- severity: medium
-- needs: accounts.channel
-- policy: Sd, Sg
-- controls: NIST 800-53: AC-2, AC-6; ISO 27001: 5.18, 5.19; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.7, 7.2.4
-- why: A wholesale customer gets support and account management from the reseller alone. When the phones are down is
--   no time to look for the number.
-- fix: Take the reseller's support address or number from a bill or the contract, and write it into the accounts
--   list.
--
-- flagged: no contact, with and without the reseller's name
--   account id=A channel=wholesale reseller=Northlight
--   account id=B channel=wholesale reseller_contact=
--   finds A kind=account reason="The channel is wholesale, and no contact of the reseller Northlight is recorded"
--   finds B account=B reason="The channel is wholesale, and no contact of a reseller is recorded"
-- passes: there is one
--   account id=A channel=wholesale reseller_contact=support@northlight.example
-- passes: not wholesale, or nobody knows
--   account id=A channel=direct
--   account id=B channel=partner
--   account id=C channel=unknown
--   account id=D
select null as profile,
       id as account,
       'account' as subject_kind,
       id as subject,
       null as severity,
       'The channel is wholesale, and no contact of ' || coalesce('the reseller ' || nullif(reseller, ''), 'a reseller')
         || ' is recorded' as reason
  from account
 where channel = 'wholesale'
   and coalesce(reseller_contact, '') = '';
