-- Profiles whose name is that of their account, or of a company: see name-company.
-- Names are looked up from the company's side; only those with something unusual, three words among it, are read one by one.
-- Worked out once a night, found by: profile
create view company_like as
with
own as (
  -- The name itself, and names that begin with it.
  select profile.profile, profile.account, profile.id, profile.full_name, company_name.name, company_name.has_words,
         substr(profile.full_name, length(company_name.name) + 2) as rest
    from company_name
   cross join profile
      on profile.full_name = company_name.name
     and profile.account = company_name.account
  union all
  select profile.profile, profile.account, profile.id, profile.full_name, company_name.name, company_name.has_words,
         substr(profile.full_name, length(company_name.name) + 2)
    from company_name
   cross join profile
      on profile.full_name > company_name.name || ' '
     and profile.full_name < company_name.name || '!'
     and +profile.account = company_name.account
  union all
  -- Names that begin with a word of the list and go on with the company's.
  select profile.profile, profile.account, profile.id, profile.full_name, company_name.name, company_name.has_words,
         company_word.phrase
    from company_word
   cross join profile
      on profile.full_name > company_word.phrase || ' '
     and profile.full_name < company_word.phrase || '!'
   cross join company_name
      on company_name.account = profile.account
     and company_name.name = substr(profile.full_name, length(company_word.phrase) + 2)
  union all
  -- Names that hold it somewhere.
  select profile.profile, profile.account, profile.id, profile.full_name, company_name.name, company_name.has_words, ''
    from profile
   cross join company_name on company_name.account = profile.account
   where profile.name_skeleton is not null
     and company_name.has_words
     and instr(' ' || replace(profile.full_name, ',', ' ') || ' ', ' ' || company_name.name || ' ') > 0),
told as (
  select profile, account, id,
         case
           when full_name = name then 'the name is that of the account'
           when has_words then 'the name holds that of the account, "' || name || '"'
           when rest in (select phrase from company_word) then 'the name is that of the account with "' || rest || '"'
         end as words
    from own
  union all
  -- What companies end with.
  select profile.profile, profile.account, profile.id,
         'the name ends like that of a company, with "' || list_phrase.phrase || '"'
    from profile
    join list_phrase
      on list_phrase.list = 'company-suffix'
     and substr(profile.full_name, -length(list_phrase.phrase) - 1) = ' ' || list_phrase.phrase
   where profile.name_skeleton is not null
  union all
  -- Those that the policy adds to the list: no row says beforehand that it may end with one.
  select profile.profile, profile.account, profile.id,
         'the name ends like that of a company, with "' || list_phrase.phrase || '"'
    from list_phrase
   cross join profile
      on substr(profile.full_name, -length(list_phrase.phrase) - 1) = ' ' || list_phrase.phrase
   where list_phrase.list = 'company-suffix-added')
select profile, account, id, min(words) as words
  from told
 where words is not null
 group by profile;
