-- primary-admin-unknown: Every account names a primary admin who has a profile
-- severity: high
-- needs: users, accounts.primary_admin
-- policy: P5, P8
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: What support may not decide it hands to the primary admin, and billing mail goes there. If nobody knows who
--   that is, requests end nowhere, and no other check of the primary admin can speak.
-- fix: Support Portal (My 8x8) > My Profile, or a case with 8x8 Support, tells who it is. Write that person's user id
--   into the accounts export, or into "accounts" of the policy. If the profile is gone, ask Billing to name another.
--
-- flagged: none recorded
--   account id=A
--   account id=B primary_admin=
--   finds A kind=account reason="No primary admin is recorded"
--   finds B kind=account account=B reason="No primary admin is recorded"
-- flagged: no such profile, or one of another account
--   account id=A primary_admin=u9
--   account id=B primary_admin=u1
--   profile id=u1
--   finds A kind=account reason="The primary admin, u9, is no profile of the account"
--   finds B kind=account account=B reason="The primary admin, u1, is no profile of the account"
-- flagged: an account that only the users export mentions
--   profile id=u1
--   finds A kind=account reason="No primary admin is recorded"
-- flagged: ids are compared as written
--   account id=A primary_admin=U1
--   profile id=u1 user_name=ada email=ada@a.example
--   finds A kind=account
-- flagged: another row could not be read tonight
--   rejected subject=u8
--   rejected account=B subject=u9
--   account id=A primary_admin=u9
--   finds A kind=account
-- passes: by id, by user name, by e-mail in another case
--   account id=A primary_admin=u1
--   account id=B primary_admin=ADA
--   account id=C primary_admin=Ada@C.example
--   profile id=u1 status=inactive
--   profile id=u2 account=B user_name=ada
--   profile id=u3 account=C email=ada@c.example
-- passes: the row of the primary admin could not be read tonight, so nobody knows
--   rejected subject=u9
--   account id=A primary_admin=u9
select null as profile,
       account.id as account,
       'account' as subject_kind,
       account.id as subject,
       null as severity,
       case when coalesce(account.primary_admin, '') = '' then 'No primary admin is recorded'
            else 'The primary admin, ' || account.primary_admin || ', is no profile of the account' end as reason
  from account
 where account.admin is null
   and not exists (select 1
                     from tonight
                     join run_rejected on run_rejected.run = tonight.run
                    where run_rejected.kind = 'users'
                      and run_rejected.account = account.id
                      and run_rejected.subject = account.primary_admin);
