-- All that is wrong with a profile's name, in the order of "place". What the policy allows by name is no fault.
-- Worked out once a night, found by: profile
create view name_flaw as
with
missing as (
  select profile, account, id,
         case
           when coalesce(given_name, '') = '' and coalesce(family_name, '') = '' then 'given and family name are empty'
           when coalesce(given_name, '') = '' then 'the given name is empty'
           when coalesce(family_name, '') = '' then 'the family name is empty'
           when given_letters = 0 then 'the given name has no letter'
           when family_letters = 0 then 'the family name has no letter'
           when given_letters = 1 and length(given_name) = 1 and given_name glob '[A-Za-zÀ-ÖØ-öø-ɏ]'
             then 'the given name is a single letter'
           when family_letters = 1 and length(family_name) = 1 and family_name glob '[A-Za-zÀ-ÖØ-öø-ɏ]'
             then 'the family name is a single letter'
         end as words
    from profile
   where given_letters < 2 or family_letters < 2),
filler as (
  select profile, account, id, 'the name is the filler phrase "' || full_name || '"' as words
    from profile
   where full_name in (select phrase from list_phrase where list = 'filler')),
fault (profile, account, id, place, rule, words) as (
  select profile, account, id, 1, 'name-missing', words from missing where words is not null
  union all
  select profile, account, id, 2, 'name-filler', words from filler)
select profile, rule, words, place
  from fault
 where not exists (select 1 from allowed
                    where allowed.account = fault.account and allowed.subject = fault.id and allowed.rule = fault.rule);
