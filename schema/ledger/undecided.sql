-- Findings that were open at the end of a run, each with whether somebody has decided on it: in the review of that run, or
-- in an earlier one on the same facts.
select finding.id,
       exists (select 1
                 from decision
                where decision.finding = finding.finding
                  and (decision.run = :run
                       or (decision.run < :run
                           and decision.facts = json_array(finding.severity, finding.name, finding.email,
                                                           finding.roles, finding.reason)))) as decided,
       lower(:person) in (lower(finding.email), lower(finding.name))
         or (finding.subject_kind in ('profile', 'user') and lower(finding.subject) = lower(:person))
         or exists (select 1
                      from profile
                     where finding.subject_kind = 'profile'
                       and profile.account = finding.account
                       and profile.id = finding.subject
                       and profile.user_name = lower(:person)) as own
  from finding
 where finding.first_run <= :run
   and coalesce((select state
                   from finding_event
                  where finding_event.finding = finding.finding
                    and finding_event.run <= :run
                  order by finding_event.run desc
                  limit 1), 'new') in ('new', 'open', 'reopened')
 order by finding.id;
