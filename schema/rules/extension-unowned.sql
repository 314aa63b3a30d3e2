-- extension-unowned: Every extension that sends calls outside has an owner
-- severity: medium
-- needs: users, extensions.user, extensions.forwards_to
-- uses: roster
-- policy: P9
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: Where calls leave the company and nobody answers for it, a change of the number goes unseen, and so do its
--   charges.
-- fix: Find out who needs it. Admin Console > Users > (user) > Extensions: give it to a person; if nobody does,
--   remove the forwarding.
--
-- flagged: no owner
--   extension number=1001 forwards_to=+441632960123
--   extension number=1002 user= forwards_to=001632960123 kind=queue
--   finds 1001 kind=extension reason="Nobody owns it; calls are forwarded to +441632960123"
--   finds 1002
-- flagged: the owner is no profile of the account
--   profile id=u1 account=B
--   extension number=1001 user=u1 forwards_to=+441632960123
--   extension number=1002 user=u1 forwards_to=1.4085551234E10
--   finds 1001 reason="The owner u1 is no profile; calls are forwarded to +441632960123"
--   finds 1002
-- passes: the owner is a profile, by id, user name or e-mail, whatever its status
--   profile id=u1 user_name=ada email=ada@a.example
--   profile id=u2 status=inactive
--   extension number=1001 user=u1 forwards_to=+441632960123
--   extension number=1002 user=ADA forwards_to=+441632960123
--   extension number=1003 user=Ada@a.example forwards_to=+441632960123
--   extension number=1004 user=u2 forwards_to=+441632960123
-- passes: the owner left, which leaver-routing reports
--   person email=gone@a.example status=departed ended=2026-03-01
--   extension number=1001 user=gone@a.example forwards_to=+441632960123
-- passes: forwards inside, to voicemail, or not at all
--   extension number=1001 forwards_to=1002
--   extension number=1002 forwards_to=voicemail
--   extension number=1003
--   extension number=1004 forwards_to=
-- passes: the owner's row could not be read tonight, so nobody knows
--   rejected subject=u9
--   extension number=1001 user=u9 forwards_to=+441632960123
select profile,
       account,
       'extension' as subject_kind,
       number as subject,
       null as severity,
       case owner when 'none' then 'Nobody owns it' else 'The owner ' || user || ' is no profile' end
         || '; calls are forwarded to ' || forwards_to as reason
  from outside_forward
 where owner in ('none', 'unknown')
   -- Whoever stands in a row that was rejected may be there.
   and not exists (select 1
                     from tonight
                     join run_rejected on run_rejected.run = tonight.run
                    where run_rejected.kind = 'users'
                      and run_rejected.account = outside_forward.account
                      and run_rejected.subject = outside_forward.user);
