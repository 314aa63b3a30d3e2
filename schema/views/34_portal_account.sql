-- Accounts whose people may use the Support Portal: bought from the vendor itself, or through a partner that is no
-- wholesale reseller. Rules about the portal speak of no other.
create view portal_account as
select id as account, channel
  from account
 where channel in ('direct', 'partner');
