-- Who :user may be: profiles by id, else by user name or e-mail, else by employee number, else by full name (:folded); and
-- people of the roster whom no profile has. :account, where it is given, leaves the profiles of that account.
with
named as (
  select profile, person, account, id, given_name, family_name, email,
         case
           when id = :user then 1
           when user_name = lower(:user) or email = lower(:user) then 2
           when employee_number = :user then 3
           else 4
         end as place
    from profile
   where (id = :user or user_name = lower(:user) or email = lower(:user) or employee_number = :user
          or full_name = :folded)
     and :user <> ''
     and (:account is null or account = :account)),
found as (
  select case
           when person is not null then 'person ' || person
           when coalesce(email, '') <> '' then 'mail ' || email
           else 'profile ' || profile
         end as human,
         account, id,
         nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), '') as name,
         email
    from named
   where place = (select min(place) from named))
select human, account, id, name, email from found
union all
select 'person ' || person, '', coalesce(employee_number, email),
       nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), ''), email
  from person
 where :account is null
   and :user <> ''
   and (employee_number = :user or email = lower(:user))
   and not exists (select 1 from found)
 order by account, id;
