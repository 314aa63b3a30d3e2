-- successor-missing: Every account names a successor who can act
-- severity: medium
-- needs: users.status, roles, accounts.successor
-- uses: roster
-- policy: P5
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: When the primary admin leaves, somebody has to take over on that day, with the console open and the passphrase
--   known. A plan that names nobody, or somebody who cannot act, is no plan.
-- fix: Agree on a successor and give that person Super Admin or Company Admin under Admin Console > Roles &
--   permissions > Assignments. Write the user id as successor into the accounts export, or into "accounts" of the
--   policy.
--
-- flagged: none named
--   account id=A
--   account id=B successor=
--   finds A kind=account reason="No successor of the primary admin is named"
--   finds B kind=account account=B
-- flagged: no such profile in this account
--   account id=A successor=u1
--   profile id=u1 account=B
--   assignment account=B user=u1 role="Super Admin"
--   account id=B successor=u1
--   finds A kind=account reason="The successor, u1, is no profile of the account"
-- flagged: no usable admin: without such a role, inactive, departed, or nobody by name
--   account id=A successor=u1
--   account id=B successor=u2@b.example
--   account id=C successor=u3
--   account id=D successor=u4
--   person employee_number=E3 status=departed ended=2026-11-21
--   profile id=u1
--   profile id=u2 account=B email=u2@b.example status=inactive
--   profile id=u3 account=C employee_number=E3
--   profile id=u4 account=D given_name=Admin family_name=User
--   assignment user=u1 role="My 8x8 Admin"
--   assignment account=B user=u2 role="Super Admin"
--   assignment account=C user=u3 role="Super Admin"
--   assignment account=D user=u4 role="Super Admin"
--   finds A kind=account reason="The successor, u1, is no usable admin"
--   finds B kind=account account=B reason="The successor, u2@b.example, is no usable admin"
--   finds C kind=account account=C
--   finds D kind=account account=D
-- passes: a usable admin, by id, by user name or e-mail in another case; leaves tomorrow
--   account id=A successor=u1
--   account id=B successor=ADA
--   account id=C successor=Ada@C.example
--   person employee_number=E1 status=employed ended=2026-11-22
--   profile id=u1 employee_number=E1
--   profile id=u2 account=B user_name=ada
--   profile id=u3 account=C email=ada@c.example
--   assignment user=u1 role="IT Admin"
--   assignment account=B user=u2 role="Super Admin"
--   assignment account=C user=u3 role="Company Admin"
-- passes: the successor's row could not be read tonight
--   rejected subject=u9
--   account id=A successor=u9
select null as profile,
       account.id as account,
       'account' as subject_kind,
       account.id as subject,
       null as severity,
       case
         when coalesce(account.successor, '') = '' then 'No successor of the primary admin is named'
         when delegate.profile is null
           then 'The successor, ' || account.successor || ', is no profile of the account'
         else 'The successor, ' || account.successor || ', is no usable admin'
       end as reason
  from account
  left join account_delegate as delegate on delegate.account = account.id and delegate.part = 'successor'
 where not exists (select 1 from usable_admin
                    where usable_admin.account = account.id and usable_admin.profile = delegate.profile)
   and not exists (select 1
                     from tonight
                     join run_rejected on run_rejected.run = tonight.run
                    where run_rejected.kind = 'users'
                      and run_rejected.account = account.id
                      and run_rejected.subject = account.successor);
