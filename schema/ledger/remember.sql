-- Findings as the night finds them, before it changes any: those that are not resolved, and those that are there again.
drop table if exists temp.remembered;

create temp table remembered as
select finding, severity, state, name, email, roles, reason, last_seen, last_run
  from finding
 where state <> 'resolved'
    or exists (select 1 from fired
                where fired.rule = finding.rule
                  and fired.account = finding.account
                  and fired.subject_kind = finding.subject_kind
                  and fired.subject = finding.subject);
