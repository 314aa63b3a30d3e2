-- Profiles whose given or family name is not written as the roster writes that of their person; of all others it is certain
-- that both are. Whether it is another name, a rule says.
-- Loading finds them on its way.
-- Worked out once a night, found by: profile
create view otherwise_named as
select profile.profile
  from profile
 cross join person on person.person = profile.person
 where profile.given_name is not person.given_name
    or profile.family_name is not person.family_name;
