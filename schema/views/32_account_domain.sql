-- The e-mail domains of accounts, in lower case.
-- Worked out once a night, found by: account, domain
create view account_domain as
select distinct account.id as account, lower(ltrim(trim(domain.value), '@')) as domain
  from account
  join json_each(account.domains) as domain
 where account.domains is not null
   and trim(domain.value) <> '';
