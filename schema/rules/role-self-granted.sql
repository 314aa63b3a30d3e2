-- role-self-granted: Nobody gives themselves a role
-- severity: high
-- needs: users, roles.granted_by
-- policy: P2, P12
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: A role needs a second person who wants it. The console lets admins assign roles to others only, so whoever
--   stands as the giver of their own role found a way around that, or the record is wrong.
-- fix: Admin Console > Audit events: look up who made the assignment. Then Roles & permissions > Assignments: remove
--   it, and let another admin assign it again if it is needed. Audit Management Admin is the one role that admins may
--   take.
--
-- flagged: by id, by user name and by e-mail in another case
--   profile id=u1
--   profile id=u2 user_name=ada
--   profile id=u3
--   assignment user=u1 role="IT Admin" scope=Site granted_by=u1 granted=2026-02-03
--   assignment user=u2 role=Reader granted_by=ADA
--   assignment user=U3@a.example role="Nobody Knows This" granted_by=u3@A.example
--   finds u1 reason="Assigned by the holder: IT Admin (Site, on 2026-02-03)"
--   finds u2 reason="Assigned by the holder: Reader"
--   finds u3 reason="Assigned by the holder: Nobody Knows This"
-- flagged: several roles in one finding
--   profile id=u1
--   assignment user=u1 role="My8x8 Admin" granted_by=u1
--   assignment user=u1 role="IT Admin" granted_by=u1@a.example
--   assignment user=u1 role="VCC Admin" granted_by=u2
--   finds u1 reason="Assigned by the holder: IT Admin, My 8x8 Admin"
-- passes: by somebody else, by nobody known, by a system
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="IT Admin" granted_by=u2
--   assignment user=u1 role="IT Admin" granted_by=
--   assignment user=u1 role="IT Admin" granted_by=null
--   assignment user=u1 role="IT Admin" granted_by=provisioning
-- passes: an empty user name or e-mail is nobody's
--   profile id=u1 user_name= email=
--   assignment user=u1 role="IT Admin" granted_by=
-- passes: ids are compared as written, and within the account
--   profile id=u1 user_name=ada email=ada@a.example
--   profile id=u2 account=B
--   assignment user=u1 role="IT Admin" granted_by=U1
--   assignment account=B user=u2 role="IT Admin" granted_by=u1
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Assigned by the holder: ' || own.words as reason
  from (select profile, group_concat(words, ', ') as words
          from (select distinct assignment.profile,
                       coalesce(role_name.role, assignment.role)
                         || case
                              when coalesce(assignment.scope, '') <> '' and assignment.granted is not null
                                then ' (' || assignment.scope || ', on ' || assignment.granted || ')'
                              when coalesce(assignment.scope, '') <> '' then ' (' || assignment.scope || ')'
                              when assignment.granted is not null then ' (on ' || assignment.granted || ')'
                              else '' end as words
                  from assignment
                  join profile on profile.profile = assignment.profile
                  left join role_name on role_name.name = assignment.role
                 where assignment.granted_by <> ''
                   and (   assignment.granted_by = profile.id
                        or lower(assignment.granted_by) in (profile.user_name, profile.email))
                 order by 1, 2)
         group by profile) as own
  join profile on profile.profile = own.profile;
