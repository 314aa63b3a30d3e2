-- Finds, among what rules found tonight, that which somebody decided to fix in the review of an earlier run: the last
-- decision about a finding counts, and a waiver that holds is one.
delete from undone;

insert into undone (finding, rule, account, subject_kind, subject, decided_by, decided)
select finding.id, finding.rule, finding.account, finding.subject_kind, finding.subject, decision.decided_by,
       substr(decision.imported, 1, 10)
  from tonight
  join decision
    on decision.run < tonight.run
   and decision.verdict = 'fix'
   and decision.decision = (select max(latest.decision) from decision as latest where latest.finding = decision.finding)
 cross join finding on finding.finding = decision.finding
 cross join fired
    on fired.rule = finding.rule
   and fired.account = finding.account
   and fired.subject_kind = finding.subject_kind
   and fired.subject = finding.subject
 where not exists (select 1
                     from run_waiver
                     join waiver on waiver.sha256 = run_waiver.sha256
                     left join waiver_hold on waiver_hold.given = waiver.given and waiver_hold.finding = finding.finding
                    where run_waiver.run = tonight.run
                      and waiver.created <= tonight.as_of
                      and waiver.until >= tonight.as_of
                      and waiver_hold.lapsed is null
                      and (waiver.id = finding.id
                           or (waiver.rule = finding.rule
                               and waiver.account = finding.account
                               and waiver.subject = finding.subject)));
