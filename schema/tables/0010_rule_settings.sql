-- What a rule came to in a run is mostly what it came to in the one before: each such result stands once, and a run names it. A
-- row a rule and a night cost 200 bytes; now it costs 10, which the view run_rule puts together again.

create table rule_setting (
  setting    integer primary key,  -- 1, 2, 3 ... in the order in which they came
  rule       text not null,     -- id of the rule
  state      text not null,     -- 'evaluated', 'not-evaluated' or 'off'
  reason     text,              -- why it was not evaluated
  needs      text not null,     -- JSON list of the kinds of sources that it needs or uses
  severity   text not null,     -- the one in force
  parameters text not null,     -- JSON object of the parameters in force
  changed    text not null,     -- JSON list of what the policy set: 'severity' and names of parameters
  sha256     text               -- of the rule's SELECT and the views that it reads
) strict;

create index rule_setting_of on rule_setting (rule);

insert into rule_setting (rule, state, reason, needs, severity, parameters, changed, sha256)
select rule, state, reason, needs, severity, parameters, changed, sha256
  from run_rule
 group by 1, 2, 3, 4, 5, 6, 7, 8
 order by min(run), rule;

create table rule_outcome (
  run      integer not null references run,           -- the run
  setting  integer not null references rule_setting,  -- the rule, and how it ran
  findings integer not null default 0,                -- how many it made
  primary key (run, setting)
) strict, without rowid;

insert into rule_outcome (run, setting, findings)
select run_rule.run, rule_setting.setting, run_rule.findings
  from run_rule
  join rule_setting
    on rule_setting.rule = run_rule.rule
   and rule_setting.state = run_rule.state
   and rule_setting.reason is run_rule.reason
   and rule_setting.needs = run_rule.needs
   and rule_setting.severity = run_rule.severity
   and rule_setting.parameters = run_rule.parameters
   and rule_setting.changed = run_rule.changed
   and rule_setting.sha256 is run_rule.sha256;

drop table run_rule;
