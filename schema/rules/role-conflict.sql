-- role-conflict: Nobody holds two roles that belong in two hands
-- severity: high
-- needs: users, roles
-- policy: P2, P9
-- controls: NIST 800-53: AC-5; ISO 27001: 5.3; SOC 2: CC6.3; CIS: 6.8; PCI DSS: 7.2
-- why: One person who can give out roles and also look after the record of it, or order and pay, can do wrong and
--   hide it. With two people, one notices.
-- fix: Admin Console > Roles & permissions > Assignments: leave one of the two roles here and give the other to
--   somebody else. If the company is too small for that, waive the finding with the name of whoever looks over the
--   shoulder.
-- parameter pairs: list conflicting-roles, privileges or roles that one person must not hold together
--
-- flagged: two privileges of the list, each by a role of its own
--   role role="Audit Management Admin" privileges="audit-log"
--   profile id=u1
--   assignment user=u1 role="Super Admin" scope=Company
--   assignment user=u1 role="Audit Management Admin"
--   finds u1 reason="Holds assign-roles (Super Admin) together with audit-log (Audit Management Admin)"
-- flagged: all pairs in one finding, and each with all roles that give it
--   role role="Order Clerk" privileges="orders"
--   role role="Invoice Clerk" privileges="billing"
--   profile id=u1 status=inactive
--   assignment user=u1 role="Super Admin"
--   assignment user=u1 role="Billing Admin"
--   assignment user=u1 role="Invoice Clerk"
--   assignment user=u1 role="Order Clerk"
--   finds u1 reason="Holds billing (Billing Admin, Invoice Clerk) together with assign-roles (Super Admin); billing (Billing Admin, Invoice Clerk) together with orders (Order Clerk)"
-- flagged: the policy names roles, by an alias, or such as the catalogue does not have
--   set pairs="My8x8 Admin + IT Admin; Reader + Nobody Knows This"
--   profile id=u1
--   profile id=u2
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u1 role="IT Admin"
--   assignment user=u2 role="Nobody Knows This"
--   assignment user=u2 role=Reader
--   finds u1 reason="Holds My8x8 Admin (My 8x8 Admin) together with IT Admin"
--   finds u2 reason="Holds Reader together with Nobody Knows This"
-- flagged: one role that gives both, where the policy names the pair itself
--   set pairs="routing + audit-log"
--   role role=Dispatcher privileges="routing audit-log support-portal"
--   profile id=u1
--   assignment user=u1 role=Dispatcher
--   finds u1 reason="Holds routing (Dispatcher) together with audit-log (Dispatcher)"
-- passes: what the role for the support portal gives does not count, as shipped
--   profile id=u1
--   assignment user=u1 role="My 8x8 Admin"
--   assignment user=u1 role="Super Admin"
--   profile id=u2
--   assignment user=u2 role="My 8x8 Admin"
--   assignment user=u2 role="Billing Admin"
-- passes: a role that gives both by itself does not count either, as shipped
--   role role=Owner privileges="assign-roles audit-log"
--   profile id=u1
--   assignment user=u1 role=Owner
-- passes: one of the two
--   profile id=u1
--   assignment user=u1 role="Super Admin"
--   assignment user=u1 role="VCC Admin"
-- passes: in two profiles, or in two accounts
--   profile id=u1
--   profile id=u2
--   profile id=u1 account=B
--   assignment user=u1 role="Super Admin"
--   assignment user=u2 role="Billing Admin"
--   assignment account=B user=u1 role="Billing Admin"
-- passes: the policy has other pairs
--   set pairs="Reader + IT Admin"
--   profile id=u1
--   assignment user=u1 role="Super Admin"
--   assignment user=u1 role="Billing Admin"
with pair as (
  select key as place, value ->> 0 as first, value ->> 1 as second, coalesce(value ->> 2, '') as except_by
    from json_each(:pairs)),
side (place, side, word, except_by) as (
  select place, 1, first, except_by from pair
  union all
  select place, 2, second, except_by from pair),
-- What the words mean: roles of this name or alias, roles that give this privilege, and a role that no catalogue has.
means as (
  select side.place, side.side, side.word, role_name.role, side.except_by
    from side
    join role_name on role_name.name = side.word
  union
  select side.place, side.side, side.word, role_privilege.role, side.except_by
    from side
    join role_privilege on role_privilege.privilege = side.word
  union
  select place, side, word, word, except_by
    from side),
-- What of that counts: "unless" leaves out roles that give this privilege, or both words at once.
counting as (
  select place, side, word, role
    from means
   where except_by = ''
      or (    (role, except_by) not in (select role, privilege from role_privilege)
          and (place, 3 - side, role) not in (select place, side, role from means))),
-- By the names that exports may use for a role.
named as materialized (
  select coalesce(role_name.name, counting.role) as name, counting.place, counting.side, counting.word, counting.role
    from counting
    left join role_name on role_name.role = counting.role
   -- A word that names another role of the catalogue is no role itself.
   where role_name.role is not null
      or not exists (select 1 from role_name as other where other.name = counting.role)),
held as materialized (
  select assignment.profile, named.place, named.side, named.word, named.role
    from assignment
   cross join named on named.name = assignment.role
   where assignment.profile is not null),
-- Whoever has something in both hands; few, so that words are made for few.
conflict as materialized (
  select profile, place
    from held
   group by profile, place
  having min(side) <> max(side)),
hand as (
  select profile, place, side,
         word || coalesce(' (' || nullif(group_concat(role, ', '), word) || ')', '') as words
    from (select distinct held.profile, held.place, held.side, held.word, held.role
            from conflict
            join held on held.profile = conflict.profile and held.place = conflict.place
           order by held.profile, held.place, held.side, held.role)
   group by profile, place, side)
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       null as severity,
       'Holds ' || group_concat(both.words, '; ') as reason
  from (select profile, group_concat(words, ' together with ') as words
          from (select profile, place, side, words from hand order by profile, place, side)
         group by profile, place
         order by profile, place) as both
  join profile on profile.profile = both.profile
 group by profile.profile;
