-- Holds the waivers of tonight (run_waiver) against tonight's findings (temp.found, and their rows in finding): which hold,
-- which are over, and why. What became of findings that are gone is in temp.gone.

drop table if exists temp.meant;

-- The findings of tonight that each waiver means. A finding about waivers cannot be waived.
create temp table meant as
select run_waiver.place,
       waiver.given,
       waiver.created <= tonight.as_of as begun,
       waiver.until < tonight.as_of as over,
       finding.finding,
       finding.rule,
       finding.account,
       finding.subject_kind,
       finding.subject,
       found.profile,
       found.severity
  from tonight
  join run_waiver on run_waiver.run = tonight.run
 cross join waiver on waiver.sha256 = run_waiver.sha256
 cross join finding on finding.id = waiver.id
 cross join found on found.finding = finding.finding
 where finding.rule not glob 'waiver-*'
 union all
select run_waiver.place,
       waiver.given,
       waiver.created <= tonight.as_of,
       waiver.until < tonight.as_of,
       finding.finding,
       finding.rule,
       finding.account,
       finding.subject_kind,
       finding.subject,
       found.profile,
       found.severity
  from tonight
  join run_waiver on run_waiver.run = tonight.run
 cross join waiver on waiver.sha256 = run_waiver.sha256 and waiver.rule not glob 'waiver-*'
 -- Named, so that each is one step into the index.
 cross join (values ('profile'), ('account'), ('role'), ('user'), ('customer'), ('extension'), ('source'), ('audit')) as kind
 cross join finding
    on finding.rule = waiver.rule
   and finding.account = waiver.account
   and finding.subject_kind = kind.column1
   and finding.subject = waiver.subject
 cross join found on found.finding = finding.finding;

create index temp.meant_by on meant (place);
create index temp.meant_of on meant (given, finding);

drop table if exists temp.fact;

-- What these findings rest on tonight. What is not known is no fact.
create temp table fact as
select distinct meant.finding, 'status' as what, profile.status as value
  from meant
  join profile on profile.profile = meant.profile
 where meant.subject_kind = 'profile'
   and profile.status is not null
 union
select meant.finding,
       'roles',
       (select json_group_array(words)
          from (select distinct assignment.role || coalesce(' (' || nullif(assignment.scope, '') || ')', '') as words
                  from assignment
                 where assignment.profile = meant.profile
                 order by 1))
  from meant
  join tonight
  join run_supply on run_supply.run = tonight.run and run_supply.kind = 'roles' and run_supply.state = 'read'
 where meant.subject_kind = 'profile'
   and meant.profile is not null
 union
select finding, 'roles', json_group_array(words)
  from (select distinct meant.finding,
                        assignment.role || coalesce(' (' || nullif(assignment.scope, '') || ')', '') as words
          from meant
          join assignment on assignment.account = meant.account and assignment.user = meant.subject
         where meant.subject_kind = 'user'
         order by 1, 2)
 group by finding
 union
select meant.finding, replace(part.key, '_', ' '), part.value
  from meant
  join account on account.id = meant.subject
  join json_each(json_object('channel', account.channel,
                             'primary_admin', account.primary_admin,
                             'successor', account.successor,
                             'passphrase_set', account.passphrase_set,
                             'passphrase_custodians', account.passphrase_custodians)) as part
 where meant.subject_kind = 'account'
   and part.value is not null
 union
-- Of a profile, roles and status say it. A severity that the policy sets is no fact.
select meant.finding, 'severity', meant.severity
  from meant
 where meant.subject_kind <> 'profile'
   and not exists (select 1
                     from tonight
                     join run_rule on run_rule.run = tonight.run
                     join json_each(run_rule.changed) as setting on setting.value = 'severity'
                    where run_rule.rule = meant.rule);

create index temp.fact_of on fact (finding);

drop table if exists temp.difference;

-- What is not as it was when the waiver was given. A role that is gone says nothing where a row about it may have been
-- rejected.
create temp table difference as
select meant.given, meant.finding, waiver_fact.what, waiver_fact.value as before, fact.value as now
  from (select distinct given, finding from meant where begun and not over) as meant
  join waiver_hold
    on waiver_hold.given = meant.given
   and waiver_hold.finding = meant.finding
   and waiver_hold.lapsed is null
  join waiver_fact on waiver_fact.given = meant.given and waiver_fact.finding = meant.finding
  join fact on fact.finding = meant.finding and fact.what = waiver_fact.what
 where fact.value <> waiver_fact.value;

drop table if exists temp.rank;

create temp table rank as
select column1 as severity, column2 as rank
  from (values ('info', 0), ('low', 1), ('medium', 2), ('high', 3), ('critical', 4));

drop table if exists temp.changed;

create temp table changed as
select given, finding, group_concat(words, '; ') as words
  from (select given, finding, 1 as place, 'role ' || role.value || ' was added' as words
          from difference
          join json_each(difference.now) as role
         where difference.what = 'roles'
           and role.value not in (select value from json_each(difference.before))
         union all
        select given, difference.finding, 2, 'role ' || role.value || ' was taken away'
          from difference
          join json_each(difference.before) as role
          join finding on finding.finding = difference.finding
         where difference.what = 'roles'
           and role.value not in (select value from json_each(difference.now))
           and not exists (select 1
                             from tonight
                             join run_source on run_source.run = tonight.run
                            where run_source.kind = 'roles'
                              and run_source.state <> 'read')
           and not exists (select 1
                             from tonight
                             join run_rejected on run_rejected.run = tonight.run
                             left join meant on meant.finding = difference.finding
                             left join profile on profile.profile = meant.profile
                            where run_rejected.kind = 'roles'
                              and (run_rejected.subject is null
                                   or (run_rejected.account = finding.account
                                       and (run_rejected.subject = finding.subject
                                            or lower(run_rejected.subject) in (profile.user_name, profile.email)))))
         union all
        select given, finding, 3, what || ' changed from ' || before || ' to ' || now
          from difference
         where what not in ('roles', 'severity')
         union all
        select given, finding, 4, 'severity rose from ' || before || ' to ' || now
          from difference
          join rank as rank_before on rank_before.severity = difference.before
          join rank as rank_now on rank_now.severity = difference.now
         where what = 'severity'
           and rank_now.rank > rank_before.rank
         order by given, finding, place, words)
 group by given, finding;

update waiver_hold
   set (lapsed, why) = (select tonight.as_of, changed.words
                          from tonight, changed
                         where changed.given = waiver_hold.given
                           and changed.finding = waiver_hold.finding)
 where (given, finding) in (select given, finding from changed);

-- Waivers that hold for the first time are given for the facts of tonight; what was not known before is added to them.
insert or ignore into waiver_hold (given, finding, run)
select meant.given, meant.finding, tonight.run
  from meant, tonight
 where begun
   and not over;

insert or ignore into waiver_fact (given, finding, what, value)
select meant.given, meant.finding, fact.what, fact.value
  from meant
  join waiver_hold on waiver_hold.given = meant.given and waiver_hold.finding = meant.finding
  join fact on fact.finding = meant.finding
 where begun
   and not over
   and waiver_hold.lapsed is null;

insert into run_waiver_cover (run, place, finding)
select distinct tonight.run, meant.place, meant.finding
  from meant
  join tonight
  join waiver_hold on waiver_hold.given = meant.given and waiver_hold.finding = meant.finding
 where begun
   and not over
   and waiver_hold.lapsed is null;

drop table if exists temp.ended;

-- Why a finding that a waiver means is open all the same.
create temp table ended as
select meant.place,
       meant.finding,
       case
         when waiver_hold.lapsed is not null then 'waiver lapsed: ' || waiver_hold.why
         else 'waiver expired on ' || waiver.until
       end as words,
       waiver_hold.lapsed is not null as lapsed,
       waiver.until
  from tonight
  join run_waiver on run_waiver.run = tonight.run
  join waiver on waiver.sha256 = run_waiver.sha256
  join meant on meant.place = run_waiver.place
  left join waiver_hold on waiver_hold.given = meant.given and waiver_hold.finding = meant.finding
 where (meant.over or waiver_hold.lapsed is not null)
   and meant.finding not in (select finding from run_waiver_cover where run = (select run from tonight));

create index temp.ended_of on ended (finding);

-- The label of a finding that is open again: of several the lapse, then the last one that ended.
update found
   set reason = reason || '; ' || (select words
                                     from ended
                                    where ended.finding = found.finding
                                    order by lapsed desc, until desc, place
                                    limit 1)
 where finding in (select finding from ended);

update found
   set differs = (select finding.severity <> found.severity
                         or finding.reason <> found.reason
                         or finding.name is not found.name
                         or finding.email is not found.email
                         or finding.roles is not found.roles
                    from finding
                   where finding.finding = found.finding)
 where finding in (select finding from ended);

-- What became of each waiver.
update run_waiver
   set (state, why) = (
         select case
                  when lapse.day is not null then 'lapsed'
                  when waiver.until < tonight.as_of then 'expired'
                  when waiver.created > tonight.as_of then 'later'
                  when exists (select 1 from meant where meant.place = run_waiver.place) then 'holds'
                  when known.state is null and outcome.state = 'not-evaluated' then 'not-assessed'
                  when known.state is null and rejected.run is not null then 'not-assessed'
                  when gone.state = 'not-assessed' then 'not-assessed'
                  when known.state = 'resolved' and outcome.state = 'not-evaluated' then 'not-assessed'
                  else 'unused'
                end,
                case
                  when lapse.day is not null then 'lapsed on ' || lapse.day || ': ' || lapse.why
                  when waiver.until < tonight.as_of then 'expired on ' || waiver.until
                  when waiver.created > tonight.as_of then 'begins on ' || waiver.created
                  when exists (select 1 from meant where meant.place = run_waiver.place) then null
                  when known.state is null and outcome.state = 'not-evaluated' then 'its rule was not evaluated'
                  when known.state is null and rejected.run is not null then 'a row about its subject was rejected'
                  when gone.state = 'not-assessed' then 'its finding could not be assessed'
                  when known.state = 'resolved' and outcome.state = 'not-evaluated' then 'its rule was not evaluated'
                  when known.rule glob 'waiver-*' then 'a finding about a waiver cannot be waived'
                  when outcome.state = 'off' then 'the policy switches its rule off'
                  when known.state is not null then 'its finding is resolved'
                  when waiver.id is not null then 'no finding has this id'
                  else 'there is no such finding'
                end
           from waiver
           join tonight
           left join (select given, max(lapsed) as day, why from waiver_hold where lapsed is not null group by given) as lapse
                  on lapse.given = waiver.given
           left join finding as known
                  on known.finding = coalesce(
                       (select finding from finding where finding.id = waiver.id),
                       (select finding
                          from finding
                         where finding.rule = waiver.rule
                           and finding.account = waiver.account
                           and finding.subject_kind in ('profile', 'account', 'role', 'user', 'customer', 'extension',
                                                        'source', 'audit')
                           and finding.subject = waiver.subject
                         order by finding.state = 'resolved', finding.finding
                         limit 1))
           left join gone on gone.finding = known.finding
           left join (select rule, state from run_rule where run = (select run from tonight)) as outcome
                  on outcome.rule = coalesce(known.rule, waiver.rule)
           left join (select distinct run, account, subject
                        from run_rejected
                       where run = (select run from tonight)) as rejected
                  on rejected.run = tonight.run
                 and rejected.account = waiver.account
                 and rejected.subject = waiver.subject
          where waiver.sha256 = run_waiver.sha256)
 where run = (select run from tonight);

-- One that is over speaks no more where another covers all that it meant.
update run_waiver
   set state = 'replaced'
 where run = (select run from tonight)
   and state in ('expired', 'lapsed')
   and place in (select place from meant)
   and place not in (select place from ended);
