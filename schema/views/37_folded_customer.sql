-- E-mails of the portal's live registrations, the CRM and the ERP, as written and folded: without invisible characters,
-- trimmed, A-Z in lower case. Folding is dear; ask for few rows.
create view folded_customer as
with
written (system, row, account, email) as (
  select 'portal', registration, account, email from live_registration
  union all
  select 'CRM', crm, account, email from crm
  union all
  select 'ERP', erp, account, email from erp)
select system, row, account, email,
       lower(trim(
         replace(replace(replace(replace(replace(replace(replace(replace(replace(
         replace(replace(replace(replace(replace(replace(replace(replace(email,
           char(173), ''), char(8203), ''), char(8204), ''), char(8205), ''), char(8206), ''), char(8207), ''),
           char(8234), ''), char(8235), ''), char(8236), ''), char(8237), ''), char(8238), ''), char(8288), ''),
           char(8294), ''), char(8295), ''), char(8296), ''), char(8297), ''), char(65279), ''),
         char(9, 10, 11, 12, 13, 32, 160))) as folded
  from written;
