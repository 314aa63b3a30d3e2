-- role-dangling: Every role is assigned to a profile that exists
-- severity: medium
-- needs: users, roles
-- policy: P2, P4
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: A role that points at nobody in the users export is either a leftover of a deleted user, or belongs to
--   somebody whom the export hides. Whoever gets that name next inherits it.
-- fix: Admin Console > Roles & permissions > Assignments: look the user up. If there is none, remove the assignment;
--   if there is one, export the users again without a filter on site, licence or status.
--
-- flagged: no such profile
--   profile id=u1
--   assignment user=gone@a.example role=Reader
--   finds gone@a.example kind=user reason="Not in the users export, and holds Reader"
-- flagged: one finding for all roles; one step more severe, as one of them is privileged
--   profile id=u1
--   assignment user=u9 role=Reader scope=Site
--   assignment user=u9 role=Reader scope=Company
--   assignment user=u9 role="My8x8 Admin"
--   assignment user=u9 role="Nobody Knows This"
--   finds u9 kind=user severity=high reason="Not in the users export, and holds My8x8 Admin, Nobody Knows This, Reader"
-- flagged: the profile is one of another account
--   profile id=u1 account=B
--   assignment user=u1 role="Super Admin"
--   finds u1 kind=user severity=high reason="Not in the users export, and holds Super Admin"
-- flagged: the same user in two accounts, each with its own roles
--   profile id=u1
--   assignment user=u9 role="Super Admin"
--   assignment account=B user=u9 role=Reader
--   finds u9 kind=user severity=high
--   finds u9 kind=user account=B reason="Not in the users export, and holds Reader"
-- flagged: another row, or one of another account, or of no account, could not be read tonight
--   rejected subject=u8
--   rejected account=B subject=u9
--   rejected account=null subject=u9
--   rejected subject=null
--   assignment user=u9 role=Reader
--   finds u9 kind=user
-- flagged: ids are compared as written
--   profile id=U-1 user_name=ada email=ada@a.example
--   assignment user=u-1 role=Reader
--   finds u-1 kind=user
-- passes: by id, by user name and by e-mail in any case
--   profile id=u1 user_name=ada email=ada@a.example
--   assignment user=u1 role="Super Admin"
--   assignment user=ADA role="Super Admin"
--   assignment user=Ada@A.Example role="Super Admin"
-- passes: the profile is there, though not active
--   profile id=u1 status=inactive
--   assignment user=u1 role="Super Admin"
-- passes: the user's row could not be read tonight, so the profile is not assessed
--   rejected subject=u9
--   rejected subject=u9
--   profile id=u1
--   assignment user=u9 role="Super Admin"
-- passes: holds nothing
--   profile id=u1
select null as profile,
       account,
       'user' as subject_kind,
       user as subject,
       case when max(privileged) then 'high' end as severity,
       'Not in the users export, and holds ' || group_concat(role, ', ') as reason
  from (select distinct assignment.account,
               assignment.user,
               assignment.role,
               exists (select 1
                         from role_name
                         join role_privilege on role_privilege.role = role_name.role
                        where role_name.name = assignment.role) as privileged
          from assignment
          left join (select run_rejected.account, run_rejected.subject
                       from tonight
                       join run_rejected on run_rejected.run = tonight.run and run_rejected.kind = 'users') as rejected
                 on rejected.account = assignment.account and rejected.subject = assignment.user
         where assignment.profile is null
           and rejected.subject is null
         order by assignment.account, assignment.user, assignment.role)
 group by account, user;
