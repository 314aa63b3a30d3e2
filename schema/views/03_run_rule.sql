-- What each rule came to in each run; rule_outcome has it once for all runs one after another in which it came to the same.
create view run_rule as
select run.run,
       rule_setting.rule,
       rule_setting.state,
       rule_setting.reason,
       rule_setting.needs,
       rule_setting.severity,
       rule_setting.parameters,
       rule_setting.changed,
       rule_outcome.findings,
       rule_setting.sha256
  from run
  join rule_outcome on run.run between rule_outcome.run and coalesce(rule_outcome.last, rule_outcome.run)
  join rule_setting on rule_setting.setting = rule_outcome.setting;
