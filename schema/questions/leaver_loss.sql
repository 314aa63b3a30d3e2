-- What each account would lose with each of its people: who is the only one that does what an account needs somebody for.
-- Makes temp.loss, a row for each account, human and part. It reads nobody on whom no account counts.
-- A human is a person of the roster with all profiles, else all profiles of one e-mail that the roster does not know.

drop table if exists temp.human;

-- Profiles on whom an account counts. Whoever has left can no longer leave.
create temp table human as
select profile.profile,
       profile.account,
       case
         when profile.person is not null then 'person ' || profile.person
         when coalesce(profile.email, '') <> '' then 'mail ' || profile.email
         else 'profile ' || profile.profile
       end as human
  from (select profile from privileged_profile
        union
        select profile from usable_admin
        union
        select profile from account_delegate where profile is not null) as counted
  join profile on profile.profile = counted.profile
 where not exists (select 1 from departed_profile where departed_profile.profile = profile.profile);

create index temp.human_of on human (profile);

drop table if exists temp.stake;

-- Who does what for an account.
create temp table stake as
select human.account, human.human, 'admin' as part
  from usable_admin
  join human on human.profile = usable_admin.profile
union
select human.account, human.human, 'role admin'
  from usable_admin
  join human on human.profile = usable_admin.profile
  join held_role on held_role.profile = usable_admin.profile
  join role_privilege on role_privilege.role = held_role.role
 where role_privilege.privilege = 'assign-roles'
union
select human.account, human.human, 'portal user'
  from held_role
  join role_privilege on role_privilege.role = held_role.role
  join human on human.profile = held_role.profile
  join profile on profile.profile = held_role.profile
  join account on account.id = profile.account
 where role_privilege.privilege = 'support-portal'
   and profile.status = 'active'
   and account.channel in ('direct', 'partner')
union
select account_delegate.account,
       coalesce(human.human,
                'person ' || account_delegate.person,
                'mail ' || lower(account_delegate.name)),
       account_delegate.part
  from account_delegate
  left join human on human.profile = account_delegate.profile
 where account_delegate.part <> 'former primary admin'
   and (account_delegate.profile is null or human.profile is not null)
   and not exists (select 1 from departed where departed.person = account_delegate.person);

create index temp.stake_of on stake (account, part);

drop table if exists temp.loss;

create temp table loss as
with
meaning (part, people, severity, words) as (
  values ('admin', 1, 'critical', 'no usable admin is left'),
         ('admin', 2, 'medium', 'one usable admin is left'),
         ('role admin', 1, 'high', 'nobody is left who can assign roles'),
         ('portal user', 1, 'high', 'nobody is left who can open the Support Portal'),
         ('custodian', 1, 'critical', 'no custodian of the passphrase is left'),
         ('custodian', 2, 'medium', 'one custodian of the passphrase is left'),
         ('primary admin', 1, 'critical', 'the primary admin is gone'),
         ('successor', 1, 'medium', 'the successor is gone'),
         ('support contact', 1, 'medium', 'no support contact is left'),
         ('invoicing contact', 1, 'medium', 'no invoicing contact is left'),
         ('payable contact', 1, 'medium', 'no payable contact is left'),
         ('contact', 1, 'medium', 'a contact of no known purpose is gone')),
counted as (
  select account, part, count(*) as people
    from stake
   group by account, part
  having count(*) <= 2)
select stake.account, stake.human, stake.part, meaning.severity, meaning.words
  from counted
  join meaning on meaning.part = counted.part and meaning.people = counted.people
  join stake on stake.account = counted.account and stake.part = counted.part;

create index temp.loss_of on loss (human);
