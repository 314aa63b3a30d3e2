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
-- Names that are phrases of a list.
phrase (phrase, place, rule, words) as (
  select phrase, 2, 'name-filler', 'the filler phrase'
    from list_phrase
   where list = 'filler'
  union all
  select phrase, 5, 'name-place', 'a place, device or function:'
    from list_phrase
   where list = 'place'),
-- Names that are two words of the list of places are looked up by the first one.
word as materialized (
  select phrase from list_phrase where list = 'place' and instr(phrase, ' ') = 0),
listed as (
  select profile.profile, profile.account, profile.id, phrase.place, phrase.rule,
         'the name is ' || phrase.words || ' "' || phrase.phrase || '"' as words
    from phrase
   cross join profile on profile.full_name = phrase.phrase
  union all
  select profile.profile, profile.account, profile.id, 5, 'name-place',
         'the name is a place, device or function: "' || profile.full_name || '"'
    from word
   cross join profile
      on profile.full_name > word.phrase || ' '
     and profile.full_name < word.phrase || '!'
   where substr(profile.full_name, length(word.phrase) + 2) in (select phrase from word)
     and profile.full_name not in (select phrase from list_phrase where list = 'place')),
extended as (
  select profile, account, id,
         case
           when extension <> '' and extension not glob '*[^0-9]*'
            and (' ' || full_name || ' ') glob '*[^0-9]' || extension || '[^0-9]*'
             then 'the name holds the extension ' || extension
           when extension <> '' and lower(extension) in (full_name, lower(given_name), lower(family_name))
             then 'the name is the extension ' || extension
           when (' ' || full_name) glob '*[^a-z]ext[0-9]*'
             or (' ' || full_name) glob '*[^a-z]ext[ .:#-][0-9]*'
             or (' ' || full_name) glob '*[^a-z]ext[ .:#-][ .:#-][0-9]*'
             or (' ' || full_name) glob '*[^a-z]extension[0-9]*'
             or (' ' || full_name) glob '*[^a-z]extension[ .:#-][0-9]*'
             or (' ' || full_name) glob '*[^a-z]extension[ .:#-][ .:#-][0-9]*'
             then 'the name is that of an extension, "' || full_name || '"'
         end as words
    from profile
   where name_skeleton is not null
     and full_name glob '*[0-9]*'),
repeated as (
  select profile, account, id,
         case
           when length(full_name) % 2 = 1
            and substr(full_name, 1, length(full_name) / 2) = substr(full_name, length(full_name) / 2 + 2)
            and substr(full_name, length(full_name) / 2 + 1, 1) = ' '
             then 'given and family name are the same'
           when lower(given_name) in (select phrase from list_phrase where list = 'rubbish')
             or (length(given_name) > 2 and replace(lower(given_name), lower(substr(given_name, 1, 1)), '') = '')
             then 'the given name is what a keyboard gives, "' || given_name || '"'
           when lower(family_name) in (select phrase from list_phrase where list = 'rubbish')
             or (length(family_name) > 2 and replace(lower(family_name), lower(substr(family_name, 1, 1)), '') = '')
             then 'the family name is what a keyboard gives, "' || family_name || '"'
         end as words
    from profile
   where name_skeleton is not null),
fault (profile, account, id, place, rule, words) as (
  select profile, account, id, 1, 'name-missing', words from missing where words is not null
  union all
  select profile, account, id, place, rule, words from listed
  union all
  select profile, account, id, 3, 'name-extension', words from extended where words is not null
  union all
  select profile, account, id, 4, 'name-company', words from company_like
  union all
  select profile, account, id, 6, 'name-repeated', words from repeated where words is not null)
select profile, rule, words, place
  from fault
 where not exists (select 1 from allowed
                    where allowed.account = fault.account and allowed.subject = fault.id and allowed.rule = fault.rule);
