-- primary-admin-unusable: Every primary admin can act and be identified
-- severity: critical
-- needs: accounts.primary_admin, users.status, roles
-- uses: roster
-- policy: P3, P5, P8
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: Support hands every request it may not decide to the primary admin, and billing mail goes there. If that
--   person left, cannot log in or bears no proper name, the account answers to nobody.
-- fix: Name another primary admin: ask 8x8 through Billing in the Support Portal. Until then Admin Console > Roles &
--   permissions > Assignments: give a present admin Super Admin. Change neither user name nor e-mail of the old one.
--
-- flagged: inactive, locked or pending
--   account id=A primary_admin=u1
--   account id=B primary_admin=u1
--   account id=C primary_admin=u1
--   profile id=u1 status=inactive
--   profile id=u1 account=B status=locked
--   profile id=u1 account=C status=pending
--   assignment user=u1 role="Super Admin"
--   assignment account=B user=u1 role="Super Admin"
--   assignment account=C user=u1 role="Super Admin"
--   finds u1 reason="Primary admin, but inactive"
--   finds u1 account=B reason="Primary admin, but locked"
--   finds u1 account=C reason="Primary admin, but pending"
-- flagged: left on the as-of day; named by e-mail in another case
--   account id=A primary_admin=U1@A.example
--   person employee_number=E1 status=departed ended=2026-11-21
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="IT Admin"
--   finds u1 reason="Primary admin, but left on 2026-11-21"
-- flagged: no role that opens the Admin Console
--   account id=A primary_admin=u1
--   profile id=u1
--   assignment user=u1 role="My8x8 Admin"
--   assignment user=u1 role="Super Duper Admin"
--   finds u1 reason="Primary admin, but no role with admin-console"
-- flagged: no proper name
--   account id=A primary_admin=u1
--   account id=B primary_admin=u1
--   profile id=u1 given_name=A
--   profile id=u1 account=B given_name=Main family_name=Office
--   assignment user=u1 role="Super Admin"
--   assignment account=B user=u1 role="Super Admin"
--   finds u1 reason="Primary admin, but the given name is a single letter"
--   finds u1 account=B reason="Primary admin, but the name is the filler phrase ""main office"""
-- flagged: all that applies, in one finding
--   account id=A primary_admin=u1
--   account id=B primary_admin=u2
--   person employee_number=E1 status=departed
--   profile id=u1 employee_number=E1 status=inactive given_name=A
--   assignment user=u1 role="Super Admin"
--   profile id=u2 account=B status=locked family_name=
--   finds u1 reason="Primary admin, but inactive; left (no day recorded); the given name is a single letter"
--   finds u2 account=B reason="Primary admin, but locked; no role with admin-console; the family name is empty"
-- passes: active, employed, named, and admin; leaves tomorrow
--   account id=A primary_admin=u1
--   person employee_number=E1 status=employed ended=2026-11-22
--   profile id=u1 employee_number=E1
--   assignment user=u1 role="Company Admin"
-- passes: nobody knows the status, and the roster does not know the person
--   account id=A primary_admin=u1
--   account id=B primary_admin=u2
--   profile id=u1 status=unknown
--   profile id=u2 account=B status=null
--   assignment user=u1 role="Super Admin"
--   assignment account=B user=u2 role="Super Admin"
-- passes: the policy clears the name
--   account id=A primary_admin=u1
--   allowed subject=u1 rule=name-missing
--   profile id=u1 given_name=O
--   assignment user=u1 role="Super Admin"
-- passes: no primary admin, or none that is a profile of the account, which primary-admin-unknown reports
--   account id=A
--   account id=B primary_admin=u1
--   profile id=u1 status=inactive
select profile,
       account,
       'profile' as subject_kind,
       id as subject,
       null as severity,
       'Primary admin, but ' || substr(faults, 3) as reason
  from (select profile.profile,
               profile.account,
               profile.id,
               case when profile.status in ('inactive', 'pending', 'locked')
                    then '; ' || profile.status else '' end
                 || case when departed_profile.profile is not null
                         then '; left ' || coalesce('on ' || departed_profile.ended, '(no day recorded)') else '' end
                 || case when not exists (select 1
                                            from held_role
                                            join role_privilege on role_privilege.role = held_role.role
                                           where held_role.profile = account.admin
                                             and role_privilege.privilege = 'admin-console')
                         then '; no role with admin-console' else '' end
                 || coalesce('; ' || name_fault.words, '') as faults
          from account
          join profile on profile.profile = account.admin
          left join departed_profile on departed_profile.profile = account.admin
          left join name_fault on name_fault.profile = account.admin)
 where faults <> '';
