-- Profiles that hold a privileged role, or are the primary admin of their account, with what rules about them ask first.
-- "holds" is 1 where a role makes them so; "words" says what they hold, for a reason.
-- Worked out once a night, found by: profile
create view privileged_profile as
select held.profile, held.holds, held.words, profile.account, profile.id, profile.status, profile.person
  from (select profile, max(holds) as holds, group_concat(words, ', ') as words
          from (select profile, 1 as holds, words
                  from held_role
                 where privileged
                union all
                select admin, 0, 'primary admin'
                  from account
                 where admin is not null
                 order by 1, 2 desc, 3)
         group by profile) as held
 cross join profile on profile.profile = held.profile;
