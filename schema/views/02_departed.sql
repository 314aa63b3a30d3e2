-- People who left. Whoever leaves on the as-of day has left.
-- Either the roster says departed and gives no later last day, or the last day has come and nobody was hired after it.
-- Worked out once a night, found by: person
create view departed as
select person.person, person.ended
  from person, tonight
 where (person.ended is not null or person.status = 'departed')
   and (   (person.status = 'departed' and coalesce(person.ended, '') <= tonight.as_of)
        or (person.ended <= tonight.as_of and coalesce(person.hired, '') <= person.ended));
