-- channel-contradicted: The bills come from whom the channel says
-- severity: medium
-- needs: accounts.channel, accounts.invoice_issuer
-- policy: Sh, Sg, Sd
-- controls: NIST 800-53: AC-2, AC-6; ISO 27001: 5.18, 5.19; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.7, 7.2.4
-- why: A wholesale customer is one whose bills name the reseller. If channel and bills disagree, either people are
--   sent to a portal that refuses them, or nobody looks after the ones who need it.
-- fix: Look at the last bill. If it names 8x8, set the channel to direct or partner in the accounts list; if it names
--   a reseller, to wholesale. If both are right, correct the issuer of the invoices.
--
-- flagged: direct, and somebody else sends the bills
--   account id=A channel=direct invoice_issuer="Northlight Telecom"
--   account id=B channel=direct invoice_issuer="8x88 Ltd"
--   finds A kind=account reason="The channel is direct, and the invoices come from Northlight Telecom"
--   finds B account=B
-- flagged: wholesale, and the vendor does
--   account id=A channel=wholesale invoice_issuer=8x8
--   account id=B channel=wholesale invoice_issuer="8X8, Inc."
--   account id=C channel=wholesale invoice_issuer="8x8 UK Limited"
--   finds A kind=account reason="The channel is wholesale, and the invoices come from 8x8"
--   finds B account=B
--   finds C account=C
-- passes: they agree
--   account id=A channel=direct invoice_issuer="8x8 Inc"
--   account id=B channel=wholesale invoice_issuer="Northlight Telecom"
-- passes: a partner, whose bills come from either
--   account id=A channel=partner invoice_issuer=8x8
--   account id=B channel=partner invoice_issuer="Northlight Telecom"
-- passes: issuer or channel is not known
--   account id=A channel=direct
--   account id=B channel=wholesale invoice_issuer=
--   account id=C invoice_issuer="Northlight Telecom"
--   account id=D channel=unknown invoice_issuer=8x8
select null as profile,
       account as account,
       'account' as subject_kind,
       account as subject,
       null as severity,
       'The channel is ' || channel || ', and the invoices come from ' || invoice_issuer as reason
  from (select id as account, channel, invoice_issuer,
               exists (select 1
                         from list_phrase
                        where list = 'vendor'
                          and (   lower(account.invoice_issuer) = phrase
                               or lower(account.invoice_issuer) like phrase || ' %'
                               or lower(account.invoice_issuer) like phrase || ',%')) as by_vendor
          from account
         where channel in ('direct', 'wholesale')
           and invoice_issuer <> '')
 where by_vendor = (channel = 'wholesale');
