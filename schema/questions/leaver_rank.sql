-- The people whose leaving would break most, the worst first: from temp.loss.
with
ranked as (
  select human,
         sum(severity = 'critical') as critical,
         sum(severity = 'high') as high,
         sum(severity = 'medium') as medium,
         count(distinct account) as accounts,
         group_concat(account || ': ' || words, '; ') as losses
    from (select human, account, severity, words
            from loss
           order by human,
                    case severity when 'critical' then 0 when 'high' then 1 else 2 end,
                    account,
                    part)
   group by human),
-- One profile speaks for all of a human.
face as (
  select human, min(profile) as profile
    from human
   group by human)
select coalesce(profile.id, person.employee_number, substr(ranked.human, 6)) as user,
       profile.account as account,
       coalesce(nullif(trim(coalesce(profile.given_name, '') || ' ' || coalesce(profile.family_name, '')), ''),
                profile.display_name,
                nullif(trim(coalesce(person.given_name, '') || ' ' || coalesce(person.family_name, '')), '')) as name,
       coalesce(nullif(profile.email, ''),
                person.email,
                case when ranked.human like 'mail %' then substr(ranked.human, 6) end) as email,
       ranked.critical,
       ranked.high,
       ranked.medium,
       ranked.accounts,
       ranked.losses
  from ranked
  left join face on face.human = ranked.human
  left join profile on profile.profile = face.profile
  left join person on ranked.human like 'person %' and person.person = cast(substr(ranked.human, 8) as integer)
 order by ranked.critical desc,
          ranked.high desc,
          ranked.medium desc,
          ranked.accounts desc,
          profile.account,
          user;
