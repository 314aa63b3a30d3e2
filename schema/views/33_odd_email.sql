-- Profiles whose e-mail cannot be right: it is empty, nobody reads it (noreply), or it is in no domain of the account, nor in
-- a part of one (branch.abc.example is in abc.example). Where an account names no domain, nobody can say the last.
-- Only asked where accounts name domains at all.
-- Worked out once a night, found by: profile
create view odd_email as
select profile, is_unread, is_outside
  from (select profile.profile,
               coalesce(profile.email, '') = '' as is_empty,
               profile.email like '%reply@%'
                 and replace(replace(replace(substr(profile.email, 1, instr(profile.email, '@')), '-', ''),
                       '_', ''), '.', '') in ('noreply@', 'donotreply@') as is_unread,
               profile.email <> ''
                 and profile.account in (select account from account_domain)
                 and not exists (
                       select 1
                         from account_domain
                        where account_domain.account = profile.account
                          and (   substr(profile.email, instr(profile.email, '@') + 1) = account_domain.domain
                               or (    instr(profile.email, '@') > 0
                                   and substr(profile.email, -1 - length(account_domain.domain))
                                       = '.' || account_domain.domain))) as is_outside
          from (select 1 from account where domains is not null limit 1) as any
         cross join profile)
 where is_empty or is_unread or is_outside;
