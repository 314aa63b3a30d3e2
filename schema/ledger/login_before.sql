-- Keeps the last logins of temp.login_before (run, profile, last_login) in little room: each is what the reports before the run
-- showed of a profile. A stamp takes four bytes, which the view run_login reads: how many profiles further it is, and how many
-- seconds before the latest of the run, as a number of three digits to the base of 127. A byte is a digit and 1, so that all of
-- them are characters of ASCII. 126 as the first digit stands for no profile: only so many further. What does not fit is a row
-- of login_apart.

drop table if exists temp.login_stamp;

create temp table login_stamp as
select run,
       profile,
       last_login,
       latest,
       case when typeof(last_login) = 'integer' and latest - last_login < 127 * 127 * 127 then latest - last_login end as back,
       null as part
  from (select run,
               profile,
               last_login,
               max(case typeof(last_login) when 'integer' then last_login end) over (partition by run) as latest
          from login_before);

insert into login_apart (run, profile, last_login)
select run, profile, last_login from login_stamp where back is null order by run, profile;

delete from login_stamp where back is null;

-- Rows of a hundred stamps fill a page of the file well.
update login_stamp
   set part = place.part
  from (select rowid as stamp, (row_number() over (partition by run order by profile) - 1) / 100 as part from login_stamp) as place
 where place.stamp = login_stamp.rowid;

create unique index temp.login_stamp_of on login_stamp (run, part, profile);

insert into login_change (run, first, latest, changes)
select run,
       first,
       latest,
       (select cast(group_concat(words, '') as blob)
          from (select case
                         when step < 126 then char(step + 1)
                         -- So far that it takes characters of its own, more than once beyond two million.
                         else replace(hex(zeroblob((step - 1) / 2048382)), '00', char(127, 127, 127, 127))
                              || char(127,
                                      (step - 1) % 2048382 / 16129 + 1,
                                      (step - 1) % 2048382 / 127 % 127 + 1,
                                      (step - 1) % 2048382 % 127 + 1)
                              || char(2)
                       end || char(back / 16129 + 1, back / 127 % 127 + 1, back % 127 + 1) as words
                  from (select back, profile - lag(profile, 1, first) over (order by profile) as step
                          from login_stamp as stamp
                         where stamp.run = part.run
                           and stamp.part = part.part)))
  from (select run, part, latest, min(profile) as first from login_stamp group by run, part) as part
 order by run, first;

drop table login_stamp;

drop table login_before;
