-- Adds to tonight's findings what tables of people show: name, e-mail and roles of the profile, or the name of the account.
alter table temp.fired add column name text;
alter table temp.fired add column email text;
alter table temp.fired add column roles text;

update temp.fired
   set name = coalesce(nullif(trim(coalesce(profile.given_name, '') || ' ' || coalesce(profile.family_name, '')), ''),
                       profile.display_name),
       email = profile.email,
       roles = (select group_concat(role, '; ')
                  from (select distinct role from assignment where assignment.profile = fired.profile order by role))
  from profile
 where profile.profile = fired.profile;

update temp.fired
   set name = (select account.name from account where account.id = fired.account)
 where subject_kind = 'account';

create unique index temp.fired_of on fired (rule, account, subject_kind, subject);
