-- What runs changed of the last logins that reports show: login_change, which schema/ledger/login_before.sql writes, and what
-- did not fit into it.
create view run_login as
select run, profile, last_login
  from main.login_apart
 union all
select run, profile, last_login
  from (select run,
               latest - number as last_login,
               step,
               first + sum(case step when 126 then number else step end) over (partition by run, first order by place) as profile
          from (select change.run,
                       change.first,
                       change.latest,
                       place.key as place,
                       unicode(cast(substr(change.changes, 4 * place.key + 1, 1) as text)) - 1 as step,
                       unicode(cast(substr(change.changes, 4 * place.key + 2, 1) as text)) * 16129
                         + unicode(cast(substr(change.changes, 4 * place.key + 3, 1) as text)) * 127
                         + unicode(cast(substr(change.changes, 4 * place.key + 4, 1) as text)) - 16257 as number
                  from main.login_change as change
                  join json_each('[0' || replace(hex(zeroblob(length(change.changes) / 4 - 1)), '00', ',0') || ']') as place))
 where step < 126;
