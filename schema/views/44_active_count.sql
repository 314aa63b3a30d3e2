-- How many active profiles an account has; one that has none is not there.
-- Loading finds them on its way.
-- Worked out once a night, found by: account
create view active_count as
select account, count(*) as profiles
  from profile
 where status = 'active'
 group by account;
