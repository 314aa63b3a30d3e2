-- sso-mismatch: Every single sign-on id belongs to one profile and says whose it is
-- severity: medium
-- needs: users.sso_id
-- policy: Sa, Sf, P8
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4; 47 CFR: 64.2010(f)
-- why: The federation id tells the portal who signs in. Twice in an account, it lets one person in as the other or
--   neither; unlike user name and e-mail, it may still be that of a former holder.
-- fix: In your identity provider, map the federation id to the user name or the e-mail; then Admin Console > Users >
--   (user) > Basic information: compare. After a change of user name, ask support to repair the sync.
--
-- flagged: differs from user name and e-mail
--   profile id=u1 user_name=ada email=ada@a.example sso_id=bea@a.example
--   profile id=u2 user_name= email= sso_id=x
--   finds u1 reason="The federation id bea@a.example is neither the user name ada nor the e-mail ada@a.example"
--   finds u2 reason="The federation id x is neither the user name nor the e-mail, which are empty"
-- flagged: twice in an account, in any case of letters
--   profile id=u1 sso_id=u1@a.example
--   profile id=u2 sso_id=U1@a.example
--   finds u1 reason="The federation id u1@a.example is that of 2 profiles: u1, u2"
--   finds u2 reason="The federation id U1@a.example is that of 2 profiles: u1, u2"
-- flagged: five are named, the rest counted
--   profile id=u1 sso_id=x
--   profile id=u2 sso_id=x
--   profile id=u3 sso_id=x
--   profile id=u4 sso_id=x
--   profile id=u5 sso_id=x
--   profile id=u6 sso_id=x
--   finds u1
--   finds u2
--   finds u3
--   finds u4
--   finds u5
--   finds u6 reason="The federation id x is that of 6 profiles: u1, u2, u3, u4, u5 and 1 more"
-- passes: equal to the user name, or to the e-mail, in any case of letters
--   profile id=u1 user_name=ada email=x@a.example sso_id=Ada
--   profile id=u2 user_name=x email=bea@a.example sso_id=BEA@a.example
-- passes: the same in another account
--   profile id=u1 sso_id=u1
--   profile id=u1 account=B sso_id=u1
-- passes: none, or nobody knows
--   profile id=u1 sso_id=
--   profile id=u2 sso_id=
--   profile id=u3
with
federated as materialized (
  select profile, account, id, sso_id, lower(sso_id) as folded, user_name, email
    from profile
   where sso_id <> ''),
shared as materialized (
  select account, folded, count(*) as members, group_concat(case when place <= 5 then id end, ', ') as ids
    from (select account, folded, id, row_number() over (partition by account, folded order by id) as place
            from federated
           where folded in (select folded from federated group by folded having count(*) > 1)
           order by account, folded, id)
   group by account, folded
  having count(*) > 1)
select federated.profile,
       federated.account,
       'profile' as subject_kind,
       federated.id as subject,
       null as severity,
       'The federation id ' || federated.sso_id || ' is '
         || case
              when shared.members is not null
                then 'that of ' || shared.members || ' profiles: ' || shared.ids
                       || case when shared.members > 5 then ' and ' || (shared.members - 5) || ' more' else '' end
              when coalesce(user_name, '') = '' and coalesce(email, '') = ''
                then 'neither the user name nor the e-mail, which are empty'
              else 'neither the user name ' || coalesce(user_name, '') || ' nor the e-mail ' || coalesce(email, '')
            end as reason
  from federated
  left join shared on shared.account = federated.account and shared.folded = federated.folded
 where shared.members is not null
    or federated.folded not in (coalesce(user_name, ''), coalesce(email, ''));
