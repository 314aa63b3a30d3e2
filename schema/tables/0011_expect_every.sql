-- How often the policy of a run expects one, so that its report can say that nights are missing.
alter table run add column expect_every integer;  -- seconds; NULL where the policy does not say
