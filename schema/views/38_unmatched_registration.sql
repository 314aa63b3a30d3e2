-- Live registrations whose e-mail, byte for byte, the CRM or the ERP does not have in the same account. A customer without
-- an account counts in all of them. "near" is an e-mail there that is equal once both are folded: an exact look-up fails
-- all the same.
-- Worked out once a night, found by: account, email
create view unmatched_registration as
with
unmatched (system, account, email) as materialized (
  select distinct 'CRM', account, email
    from live_registration
   where not exists (select 1 from crm where crm.email = live_registration.email
                                         and crm.account in (live_registration.account, ''))
  union all
  select distinct 'ERP', account, email
    from live_registration
   where not exists (select 1 from erp where erp.email = live_registration.email
                                         and erp.account in (live_registration.account, ''))),
looked (account, email, folded) as materialized (
  select distinct account, email, folded
    from folded_customer
   where system = 'portal'
     and (account, email) in (select account, email from unmatched)),
offered (system, account, email, folded) as materialized (
  select folded_customer.system, folded_customer.account, folded_customer.email, folded_customer.folded
    from (select 1 from unmatched limit 1) as any
   cross join folded_customer
   where folded_customer.system in ('CRM', 'ERP')
     and folded_customer.folded in (select folded from looked))
select unmatched.system, unmatched.account, unmatched.email, min(offered.email) as near
  from unmatched
  join looked on looked.account = unmatched.account and looked.email = unmatched.email
  left join offered on offered.system = unmatched.system
                   and offered.folded = looked.folded
                   and offered.account in (unmatched.account, '')
 group by unmatched.system, unmatched.account, unmatched.email;
