-- channel-unknown: For every account it is known how the service is bought
-- severity: medium
-- needs: accounts
-- uses: users
-- policy: Sg, Sd, Sh
-- controls: NIST 800-53: AC-2, AC-6; ISO 27001: 5.18, 5.19; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.7, 7.2.4
-- why: Whether people may use the Support Portal, and whom to call, depends on who sells the service. While that is
--   not recorded, the rules about the portal are not evaluated for the account.
-- fix: Look at a bill: if it names 8x8, the channel is direct, or partner where one arranged the purchase; if it
--   names a reseller, it is wholesale. Write it into the accounts list.
--
-- flagged: no channel, or a word that nobody knows
--   account id=A channel=null
--   account id=B channel=
--   account id=C channel=unknown
--   finds A kind=account reason="The channel is not recorded, so the portal rules are not evaluated for this account"
--   finds B kind=account account=B
--   finds C account=C kind=account
-- flagged: only the users export names the account
--   account id=A channel=direct
--   profile id=u1 account=B
--   finds B account=B reason="Not in the accounts list, so the portal rules are not evaluated for this account"
-- passes: direct, partner or wholesale
--   account id=A channel=direct
--   account id=B channel=partner
--   account id=C channel=wholesale
select null as profile,
       id as account,
       'account' as subject_kind,
       id as subject,
       null as severity,
       case
         when source = 0 then 'Not in the accounts list'
         when channel = 'unknown' then 'The channel is a word that is not known'
         else 'The channel is not recorded'
       end || ', so the portal rules are not evaluated for this account' as reason
  from account
 where coalesce(channel, '') not in ('direct', 'partner', 'wholesale');
