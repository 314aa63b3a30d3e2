-- Takes from tonight's findings (temp.found) what is only told for some days and what somebody has decided may stay: such a
-- finding has nothing to wait for. :rules is a JSON list of the rules that look back so.

-- A rule that finds one thing twice is a bug, and ends here.
create unique index temp.found_of on found (finding);

drop table if exists temp.decided;

create temp table decided as
select finding.rule, finding.finding, decision.verdict
  from decision
 cross join finding on finding.finding = decision.finding
 cross join found on found.finding = finding.finding
 where finding.rule in (select value from json_each(:rules))
   and decision.verdict in ('keep', 'not-a-problem')
   and decision.decision = (select max(latest.decision) from decision as latest where latest.finding = decision.finding)
   -- Something else that happened is another thing to decide on.
   and decision.facts = json_array(found.severity, found.name, found.email, found.roles, found.reason);

update rule_outcome
   set findings = findings - (select count(*)
                                from decided
                                join rule_setting on rule_setting.rule = decided.rule
                               where rule_setting.setting = rule_outcome.setting)
 where run = (select run from tonight)
   and setting in (select setting from rule_setting where rule in (select rule from decided));

delete from found where finding in (select finding from decided);

create index temp.decided_of on decided (finding);
