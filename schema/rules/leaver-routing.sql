-- leaver-routing: No calls go outside from the extension of somebody who left
-- severity: critical
-- needs: users.status, extensions.user, extensions.forwards_to, roster.status or roster.ended
-- policy: P9, P4
-- controls: NIST 800-53: PS-4, AC-2(3); ISO 27001: 5.18, 5.16; SOC 2: CC6.2, CC6.3; CIS: 6.2, 5.1; PCI DSS: 8.2.5;
--   47 CFR: 64.2010(a)
-- why: Customers who dial the extension of a former employee are put through to wherever that person pointed it,
--   which may be a competitor's desk. An inactive profile cannot be logged in to, yet goes on forwarding.
-- fix: Admin Console > Users > (user): set Status: Active for as long as it takes, remove the call forwarding or
--   point it to a colleague, then Inactive again. Look at Audit events for who set it and when.
--
-- flagged: left on the as-of day, and before
--   person employee_number=E1 status=departed ended=2026-11-21
--   person employee_number=E2 status=departed
--   profile id=u1 employee_number=E1
--   profile id=u2 employee_number=E2 status=inactive
--   extension number=1001 user=u1 forwards_to=+441632960123
--   extension number=1002 user=U2@a.example forwards_to="(01632) 960124"
--   finds 1001 kind=extension reason="The owner u1 left on 2026-11-21; calls are forwarded to +441632960123"
--   finds 1002 reason="The owner U2@a.example left (no day recorded); calls are forwarded to (01632) 960124"
-- flagged: the owner is inactive
--   profile id=u1 status=inactive
--   extension number=1001 user=u1 forwards_to=07700900123
--   finds 1001 reason="The owner u1 is inactive; calls are forwarded to 07700900123"
-- flagged: the owner has no profile any more, and the roster says departed
--   person email=gone@a.example status=departed ended=2026-03-01
--   extension number=1001 user=Gone@a.example forwards_to=sip:gone@rival.example
--   finds 1001 reason="The owner Gone@a.example left (no day recorded); calls are forwarded to sip:gone@rival.example"
-- passes: leaves tomorrow, or still works here
--   person employee_number=E1 status=employed ended=2026-11-22
--   profile id=u1 employee_number=E1
--   profile id=u2
--   profile id=u3 status=unknown
--   extension number=1001 user=u1 forwards_to=+441632960123
--   extension number=1002 user=u2 forwards_to=+441632960123
--   extension number=1003 user=u3 forwards_to=+441632960123
-- passes: forwards to an extension, to voicemail, or not at all
--   profile id=u1 status=inactive
--   extension number=1001 user=u1 forwards_to=1002
--   extension number=1002 user=u1 forwards_to=Voicemail
--   extension number=1003 user=u1 forwards_to=
--   extension number=1004 user=u1
--   extension number=1005 user=u1 forwards_to=12345678
--   extension number=12345678 user=u1
-- passes: nobody owns it, which extension-unowned reports, or the owner left another account
--   profile id=u1 account=B status=inactive
--   profile id=u1
--   extension number=1001 user=nobody forwards_to=+441632960123
--   extension number=1002 user=u1 forwards_to=+441632960123
select profile,
       account,
       'extension' as subject_kind,
       number as subject,
       null as severity,
       'The owner ' || user
         || case
              when owner = 'inactive' then ' is inactive'
              when ended is null then ' left (no day recorded)'
              else ' left on ' || ended
            end || '; calls are forwarded to ' || forwards_to as reason
  from outside_forward
 where owner in ('departed', 'inactive');
