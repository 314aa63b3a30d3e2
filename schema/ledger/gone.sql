-- Holds the findings of earlier nights (finding) against tonight's (temp.found): what is gone, and what becomes
-- of it (temp.gone). It is resolved only where its rule was evaluated and nothing that it rests on was rejected tonight;
-- all else is not assessed.

drop table if exists temp.gone;

-- What was there, and tonight's rules do not find.
create temp table gone as
with outcome as materialized (
  select rule, state, reason, needs from run_rule where run = (select run from tonight))
select finding.finding,
       finding.rule,
       finding.account,
       finding.subject_kind,
       finding.subject,
       coalesce(outcome.state, 'unknown') as rule_state,
       outcome.reason as rule_reason,
       coalesce(outcome.needs, '[]') as needs,
       finding.state as was,
       null as state,
       null as why,
       null as cause
  from tonight
  join finding on finding.state <> 'resolved'
  left join outcome on outcome.rule = finding.rule
 where not exists (select 1 from found where found.finding = finding.finding);

create index temp.gone_of on gone (account, subject);

drop table if exists temp.present;

-- Of their profiles, those that tonight's exports have, and whether the roster has the person. Only asked where rows were
-- rejected: it reads every profile.
create temp table present as
select gone.finding, profile.person, profile.id, profile.user_name, profile.email
  from profile
 cross join gone
    on gone.account = profile.account
   and gone.subject = profile.id
   and gone.subject_kind = 'profile'
 where exists (select 1 from run_rejected where run = (select run from tonight));

create index temp.present_of on present (finding);

drop table if exists temp.doubt;

-- Findings that may be gone only because a row could not be read.
create temp table doubt as
select distinct gone.finding,
       'a row of source "' || run_rejected.source || '" that it may rest on was rejected' as why
  from gone
  left join present on present.finding = gone.finding
  join run_rejected
    on run_rejected.run = (select run from tonight)
   and run_rejected.kind in (select value from json_each(gone.needs))
 where gone.rule_state = 'evaluated'
   and case
         -- What was said of an export, and whether somebody signed, do not rest on single rows.
         when gone.subject_kind in ('source', 'audit') then 0
         -- Of waivers, only whether the owner works here rests on rows.
         when gone.subject_kind = 'waiver' then gone.rule = 'waiver-owner-left'
         -- A profile that was read is assessed; one that was not may stand in a row that was rejected.
         when gone.subject_kind = 'profile' and run_rejected.kind = 'users' then
              present.finding is null
              and (run_rejected.subject is null
                   or (run_rejected.subject = gone.subject and run_rejected.account = gone.account))
         -- A person who was found in the roster is assessed.
         when gone.subject_kind = 'profile' and run_rejected.kind = 'roster' then
              present.finding is not null and present.person is null
         -- An assignment that was rejected may have been one of this profile.
         when gone.subject_kind = 'profile' and run_rejected.kind = 'roles' then
              run_rejected.subject is null
              or (run_rejected.account = gone.account
                  and (run_rejected.subject = gone.subject
                       or lower(run_rejected.subject) in (present.user_name, present.email)))
         -- Somebody whom no profile had: only a row about him hides him.
         when gone.subject_kind = 'user' and run_rejected.kind = 'users' then
              run_rejected.account = gone.account and run_rejected.subject = gone.subject
         when gone.subject_kind = 'user' and run_rejected.kind = 'roles' then
              run_rejected.subject is null
              or (run_rejected.account = gone.account and run_rejected.subject = gone.subject)
         when run_rejected.kind in ('users', 'roles', 'accounts') then
              run_rejected.account is null or run_rejected.account = gone.account
         -- A roster knows no accounts.
         else 1
       end;

-- And those that may be gone only because a kind of source is not read tonight that was read since they were found: the
-- rule can do without it, and knows less.
insert into doubt (finding, why)
select gone.finding, 'no source of kind "' || kind.value || '", on which it may rest, was read'
  from gone
  join finding on finding.finding = gone.finding
  join json_each(gone.needs) as kind
 where gone.rule_state = 'evaluated'
   and gone.subject_kind not in ('source', 'audit', 'waiver')
   and not exists (select 1 from run_supply
                    where run_supply.run = (select run from tonight)
                      and run_supply.kind = kind.value
                      and run_supply.state = 'read')
   and exists (select 1 from run_supply
                where run_supply.run >= finding.first_run
                  and run_supply.kind = kind.value
                  and run_supply.state = 'read');

-- And those about an export that is not there tonight; the subject is the source, or the source and a column of it.
insert into doubt (finding, why)
select gone.finding, 'the source "' || run_source.name || '" is missing'
  from gone
  join run_source
    on run_source.run = (select run from tonight)
   and run_source.state = 'missing'
   and substr(gone.subject, 1, length(run_source.name)) = run_source.name
   and substr(gone.subject, length(run_source.name) + 1, 2) in ('', ': ')
 where gone.rule_state = 'evaluated'
   and gone.subject_kind = 'source';

create index temp.doubt_of on doubt (finding);

-- What becomes of them.
update gone
   set state = case
         when rule_state = 'off' then 'resolved'
         when rule_state <> 'evaluated' then 'not-assessed'
         when exists (select 1 from decided where decided.finding = gone.finding) then 'resolved'
         when exists (select 1 from doubt where doubt.finding = gone.finding) then 'not-assessed'
         else 'resolved'
       end;

update gone
   set why = case
         when rule_state = 'off' then 'the policy switched the rule off'
         when rule_state = 'unknown' then 'the rule is no longer part of the program'
         when rule_state <> 'evaluated' then coalesce(rule_reason, 'the rule was not evaluated')
         when state = 'not-assessed' then (select min(why) from doubt where doubt.finding = gone.finding)
         when subject_kind = 'waiver' and rule <> 'waiver-owner-left' then 'the waiver, or the day, is another one'
         when exists (select 1 from decided where decided.finding = gone.finding) then
              (select 'somebody decided: ' || decided.verdict from decided where decided.finding = gone.finding)
         else coalesce((select shift.why from shift where shift.rule = gone.rule), 'data')
       end,
       cause = case
         when rule_state = 'off' then 'parameter'
         when rule_state = 'unknown' then 'rule'
         when state = 'not-assessed' then 'missing-input'
         when subject_kind = 'waiver' and rule <> 'waiver-owner-left' then 'waiver'
         when exists (select 1 from decided where decided.finding = gone.finding) then 'waiver'
         else coalesce((select shift.cause from shift where shift.rule = gone.rule), 'data')
       end;
