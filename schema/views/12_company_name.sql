-- What is left of an account's folded name without the suffixes of companies: "smith" of "Smith Holdings, LLC".
-- Worked out once a night, found by: account
create view company_name as
with recursive
cut (account, name, depth) as (
  select id, trim(replace(replace(folded_name, ',', ' '), '  ', ' ')), 0
    from account
   where folded_name <> ''
  union all
  -- All but the last word, where that is a suffix.
  select account, rtrim(rtrim(name, replace(name, ' ', '')), ' &'), depth + 1
    from cut
   where substr(name, length(rtrim(name, replace(name, ' ', ''))) + 1)
         in (select phrase from list_phrase where list = 'company-suffix')
     and depth < 4)
select account, name, instr(name, ' ') > 0 as has_words
  from (select account, name, max(depth)
          from cut
         group by account)
 where name <> '';
