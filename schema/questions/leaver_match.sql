-- Who :user may be: profiles by id, user name, e-mail or employee number, and people of the roster whom no profile has.
-- :account, where it is given, leaves the profiles of that account.
with
found as (
  select case
           when person is not null then 'person ' || person
           when coalesce(email, '') <> '' then 'mail ' || email
           else 'profile ' || profile
         end as human,
         account, id,
         nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), '') as name,
         email
    from profile
   where (id = :user or user_name = lower(:user) or email = lower(:user) or employee_number = :user)
     and (:account is null or account = :account))
select human, account, id, name, email from found
union all
select 'person ' || person, '', coalesce(employee_number, email),
       nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), ''), email
  from person
 where :account is null
   and (employee_number = :user or email = lower(:user))
   and not exists (select 1 from found where found.human = 'person ' || person.person)
   and not exists (select 1 from found)
 order by account, id;
