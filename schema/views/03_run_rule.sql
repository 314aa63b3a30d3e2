-- What each rule came to in each run.
create view run_rule as
select rule_outcome.run,
       rule_setting.rule,
       rule_setting.state,
       rule_setting.reason,
       rule_setting.needs,
       rule_setting.severity,
       rule_setting.parameters,
       rule_setting.changed,
       rule_outcome.findings,
       rule_setting.sha256
  from rule_outcome
  join rule_setting on rule_setting.setting = rule_outcome.setting;
