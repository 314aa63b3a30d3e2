-- The one thing that a report says of a profile's name: of its flaws the first in the order of the rules, so that one bad
-- name is one finding.
-- Worked out once a night, found by: profile
create view name_fault as
select profile, rule, words, min(place) as place
  from name_flaw
 group by profile;
