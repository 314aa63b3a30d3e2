-- Profiles of an account whose ids look alike: "shape" is what they have in common.
-- Most exports write all letters of ids in one case; then no two can differ by it, and nothing needs to be sorted.
-- Worked out once a night, found by: profile
create view id_twin as
with
doubt as (
  select 1
   where exists (select 1 from profile where id_skeleton is not null)
      or (    exists (select 1 from profile where id glob '*[a-z]*')
          and exists (select 1 from profile where id glob '*[A-Z]*'))),
twice as (
  select profile.account, coalesce(profile.id_skeleton, lower(profile.id)) as shape
    from doubt
   cross join profile
   group by 1, 2
  having count(*) > 1)
select profile.profile, profile.account, profile.id, twice.shape
  from (select 1 from twice limit 1)
 cross join profile
  join twice
    on twice.account = profile.account
   and twice.shape = coalesce(profile.id_skeleton, lower(profile.id));
