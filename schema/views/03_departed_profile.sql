-- Profiles of people who left, with their last day where the roster gives one.
-- Worked out once a night, found by: profile
create view departed_profile as
select profile.profile, departed.ended
  from departed
  join profile on profile.person = departed.person;
