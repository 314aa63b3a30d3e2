-- The run that is being made, or the last one: its number and the day that rules look at.
create view tonight as
select run, as_of
  from run
 order by run desc
 limit 1;
