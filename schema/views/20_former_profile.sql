-- Profiles that are still there, as they were before they changed: "day" is that of the night which found them changed, and
-- columns that begin with "was" are those of before. Whoever asks for the last days takes, of each profile, the row with the
-- smallest "until": that is what it was when those days began, so that a change that was taken back is none.
create view former_profile as
select ended.as_of as day,
       profile_past.until,
       profile.profile,
       profile.account,
       profile.id,
       profile.person,
       profile.user_name,
       profile.email,
       profile.given_name,
       profile.family_name,
       profile.full_name,
       profile.employee_number,
       profile_past.user_name as was_user_name,
       profile_past.email as was_email,
       profile_past.given_name as was_given_name,
       profile_past.family_name as was_family_name,
       profile_past.full_name as was_full_name,
       profile_past.employee_number as was_employee_number
  from run as ended
 cross join profile_past on profile_past.until = ended.run
 cross join profile on profile.profile = profile_past.profile
 -- A row number may be given again, to another profile.
 where profile.account = profile_past.account
   and profile.id = profile_past.id;
