-- review-overdue: Somebody signed a run off within the last quarter
-- severity: high
-- needs: users or roles or roster or accounts or contacts or registrations or crm or erp or extensions
-- policy: P12
-- controls: NIST 800-53: CA-7, AC-2(4); ISO 27001: 8.2; SOC 2: CC6.3; CIS: 5.1; PCI DSS: 7.2.4
-- why: A report that nobody signs is a report that nobody has to have read. An auditor asks first when access was last
--   reviewed, and by whom.
-- fix: Fill in review.csv of the last report, take it back with 'rollcall review import', and sign the run with
--   'rollcall sign'. The finding ends on the next night.
-- parameter days: 90, 1 to 3650, days without a run that was signed off
--
-- flagged: nothing was ever signed, and the first run is longer ago than the limit
--   run run=0 as_of=2026-08-22 started=2026-08-22T02:00:00Z organization=E timezone=UTC complete=yes fail_on=high program_version=0 sqlite_version=0 policy_sha256="" rules_sha256=""
--   finds sign-off kind=audit account="" reason="No run was signed off since the first one, of 2026-08-22, more than 90 days ago"
-- flagged: the last signature is longer ago than the limit
--   run run=0 as_of=2026-01-01 started=2026-01-01T02:00:00Z organization=E timezone=UTC complete=yes fail_on=high program_version=0 sqlite_version=0 policy_sha256="" rules_sha256=""
--   signature run=1 verdict=signed principal=c fingerprint=f signed=2026-08-22T10:00:00Z manifest_sha256=m acknowledged=[] armor=a completes=yes
--   finds sign-off reason="The last run that was signed off was signed on 2026-08-22, more than 90 days ago"
-- flagged: a refusal, and one signature of two, are no sign-off
--   run run=0 as_of=2026-01-01 started=2026-01-01T02:00:00Z organization=E timezone=UTC complete=yes fail_on=high program_version=0 sqlite_version=0 policy_sha256="" rules_sha256=""
--   signature run=1 verdict=refused principal=c fingerprint=f signed=2026-11-20T10:00:00Z manifest_sha256=m acknowledged=[] armor=a completes=no
--   signature run=1 verdict=signed principal=d fingerprint=g signed=2026-11-20T10:00:00Z manifest_sha256=m acknowledged=[] armor=a completes=no
--   finds sign-off
-- passes: signed exactly as long ago as the limit
--   run run=0 as_of=2026-01-01 started=2026-01-01T02:00:00Z organization=E timezone=UTC complete=yes fail_on=high program_version=0 sqlite_version=0 policy_sha256="" rules_sha256=""
--   signature run=1 verdict=signed principal=c fingerprint=f signed=2026-08-23T00:00:00Z manifest_sha256=m acknowledged=[] armor=a completes=yes
-- passes: the first run is exactly as long ago as the limit
--   run run=0 as_of=2026-08-23 started=2026-08-23T02:00:00Z organization=E timezone=UTC complete=yes fail_on=high program_version=0 sqlite_version=0 policy_sha256="" rules_sha256=""
select null as profile,
       '' as account,
       'audit' as subject_kind,
       'sign-off' as subject,
       null as severity,
       case
         when signed.day is null then 'No run was signed off since the first one, of ' || first.day
         else 'The last run that was signed off was signed on ' || signed.day
       end || ', more than ' || :days || case when :days = 1 then ' day' else ' days' end || ' ago' as reason
  from tonight
 cross join (select min(as_of) as day from run) as first
 cross join (select max(substr(signed, 1, 10)) as day from signature where completes = 'yes') as signed
 where coalesce(signed.day, first.day) < date(tonight.as_of, '-' || :days || ' days');
