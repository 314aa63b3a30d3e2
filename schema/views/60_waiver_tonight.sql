-- The waivers of tonight's file with what became of them, and the words by which a finding about one speaks of it.
create view waiver_tonight as
select run_waiver.place,
       run_waiver.state,
       run_waiver.why,
       coalesce(waiver.account, '') as account,
       coalesce(waiver.id, waiver.rule || ': ' || waiver.subject) as name,
       coalesce(waiver.id || coalesce(', ' || finding.rule || ' of ' || finding.subject, ''),
                waiver.rule || ' of ' || waiver.subject) || ' (owner ' || waiver.owner || ', approved by '
         || waiver.approved_by || coalesce(', ' || waiver.ticket, '') || ')' as words,
       waiver.owner,
       waiver.created,
       waiver.until
  from tonight
  join run_waiver on run_waiver.run = tonight.run
  join waiver on waiver.sha256 = run_waiver.sha256
  left join finding on finding.id = waiver.id;
