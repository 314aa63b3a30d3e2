-- The places of the findings of the last run in report order: open ones first, then by severity and by age. Resolved ones are
-- those of this run. A table of its own, so that what is sorted is narrow: with all columns 250,000 findings are sorted in
-- 100 MB.

drop table if exists temp.finding_place;

create temp table finding_place as
select finding.finding
  from tonight
  join finding on finding.state <> 'resolved' or finding.last_run = tonight.run
 order by finding.state in ('new', 'reopened', 'open') desc,
          case when finding.state in ('new', 'reopened', 'open') then 0
               when finding.state = 'waived' then 1
               when finding.state = 'not-assessed' then 2
               else 3 end,
          case finding.severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end,
          finding.rule,
          finding.first_seen,
          finding.account,
          finding.subject_kind,
          finding.subject;
