-- Why a rule may say tonight what it did not say before, though no export changed: temp.shift, one row a rule at most.
-- Each rule is held against the last run in which it was evaluated. What the data did besides cannot be told apart.

drop table if exists temp.shift;

create temp table shift as
with last as (select max(run.run) as run from tonight join run on run.run < tonight.run),
     -- Of three runs only, each by its number: there are as many rows for every night that ever was.
     now as materialized (
       select rule, needs, sha256, parameters from run_rule where run = (select run from tonight) and state = 'evaluated'),
     last_rule as materialized (select rule, state from run_rule where run = (select run from last)),
     earlier as (
       select now.rule,
              case
                when last_rule.state = 'evaluated' then (select run from last)
                else (select max(coalesce(rule_outcome.last, rule_outcome.run))
                        from rule_setting
                        join rule_outcome on rule_outcome.setting = rule_setting.setting
                       where rule_setting.rule = now.rule
                         and rule_setting.state = 'evaluated'
                         and rule_outcome.run < (select run from last))
              end as run
         from now
         left join last_rule on last_rule.rule = now.rule),
     before as materialized (
       select run_rule.run, run_rule.rule, run_rule.sha256, run_rule.parameters
         from earlier
         join run_rule on run_rule.run = earlier.run and run_rule.rule = earlier.rule),
     pair as (
       select now.rule,
              tonight.run,
              now.needs,
              now.sha256,
              now.parameters,
              before.run as before,
              before.sha256 as sha256_before,
              before.parameters as parameters_before,
              last_rule.state as last_state
         from tonight
         join last on last.run is not null
         join now
         left join before on before.rule = now.rule
         left join last_rule on last_rule.rule = now.rule),
     -- Sources that both runs read, with other columns, words, dates or another preset.
     remapped as (
       select pair.rule, min(mapped.name) as source
         from pair
         join run_source as mapped
           on mapped.run = pair.run
          and (   mapped.kind in (select value from json_each(pair.needs))
               or (    exists (select 1 from json_each(mapped.fields) where value = 'roles')
                   and exists (select 1 from json_each(pair.needs) where value = 'roles')))
         join run_source as mapped_before on mapped_before.run = pair.before and mapped_before.name = mapped.name
        where mapped_before.mapping_sha256 <> mapped.mapping_sha256
          and pair.rule not glob 'waiver-*'
        group by pair.rule)
select pair.rule,
       case
         when pair.before is null and pair.last_state = 'not-evaluated' then 'missing-input'
         when pair.last_state = 'off' then 'parameter'
         when pair.before is null or pair.sha256 <> pair.sha256_before then 'rule'
         when pair.parameters <> pair.parameters_before or now_run.lists_sha256 <> before_run.lists_sha256 then 'parameter'
         when remapped.rule is not null or roles.rule is not null then 'mapping'
       end as cause,
       case
         when pair.before is null and pair.last_state = 'not-evaluated' then 'the rule could be evaluated for the first time'
         when pair.last_state = 'off' then 'the policy switched the rule on again'
         when pair.before is null then 'the rule is new'
         when pair.sha256 <> pair.sha256_before then 'the rule was changed'
         when pair.parameters <> pair.parameters_before then
              (select group_concat(key || ' was ' || before || ', is ' || now, '; ')
                 from (select parameter.key,
                              parameter.value as now,
                              coalesce(json_extract(pair.parameters_before, '$."' || parameter.key || '"'), 'not there')
                                as before
                         from json_each(pair.parameters) as parameter
                        order by parameter.key)
                where now <> before)
         when now_run.lists_sha256 <> before_run.lists_sha256 then 'lists or exceptions of the policy were changed'
         when remapped.rule is not null then 'the mapping of source "' || remapped.source || '" was changed'
         else 'the catalogue of roles was changed'
       end as why
  from pair
  join run as now_run on now_run.run = pair.run
  left join run as before_run on before_run.run = pair.before
  left join remapped on remapped.rule = pair.rule
  left join (select distinct pair.rule
               from pair
               join json_each(pair.needs) as kind on kind.value = 'roles'
               join run as now_run on now_run.run = pair.run
               join run as before_run on before_run.run = pair.before
              where now_run.roles_sha256 <> before_run.roles_sha256
                and pair.rule not glob 'waiver-*') as roles
         on roles.rule = pair.rule;

delete from shift where cause is null;

create index temp.shift_of on shift (rule);
