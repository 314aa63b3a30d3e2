-- Extensions that send calls to an outside number, with what is known of their owner: 'departed', 'inactive', 'here', 'none'
-- where none is named, 'unknown' where no profile has the name.
-- Outside is what has seven digits or more, begins with +, or holds an @, and is no extension of the account.
-- Worked out once a night, found by: account
create view outside_forward as
with
outward as (
  select extension.extension, extension.profile, extension.account, extension.number, extension.user,
         extension.forwards_to
    from extension
   where extension.forwards_to <> ''
     and not exists (select 1
                       from extension as inner
                      where inner.account = extension.account
                        and inner.number = extension.forwards_to)
     and (   substr(extension.forwards_to, 1, 1) = '+'
          or instr(extension.forwards_to, '@') > 0
          or length(extension.forwards_to)
             - length(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
                 extension.forwards_to, '0', ''), '1', ''), '2', ''), '3', ''), '4', ''), '5', ''), '6', ''),
                 '7', ''), '8', ''), '9', '')) >= 7))
select outward.extension, outward.profile, outward.account, outward.number, outward.user, outward.forwards_to,
       departed_profile.ended,
       case
         when departed_profile.profile is not null then 'departed'
         when profile.status = 'inactive' then 'inactive'
         when profile.profile is not null then 'here'
         when coalesce(outward.user, '') = '' then 'none'
         when lower(outward.user) in (select person.email
                                        from departed
                                        join person on person.person = departed.person
                                       where person.email <> '') then 'departed'
         else 'unknown'
       end as owner
  from outward
  left join departed_profile on departed_profile.profile = outward.profile
  left join profile on profile.profile = outward.profile;
