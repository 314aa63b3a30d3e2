-- Who left and may still know an account's passphrase: a primary admin, present or former, or a custodian, who departed on
-- or after the day of its last change, with the words for a reason: "u-17 (primary admin, left on 2026-03-02)".
-- Where the roster gives no last day, the first night on which it said "departed" counts as that day. An account whose day
-- of change is not known is here with its custodians only; passphrase-old speaks of the rest.
-- Worked out once a night, found by: account
create view passphrase_leaver as
select account_delegate.account,
       account_delegate.part,
       account_delegate.name,
       account_delegate.profile,
       account_delegate.person,
       coalesce(departed.ended, run.as_of) as gone,
       account.passphrase_changed as changed,
       case when departed.ended is null then 'left (no day recorded)' else 'left on ' || departed.ended end as words
  from account_delegate
 cross join departed on departed.person = account_delegate.person
  join person on person.person = departed.person
  left join run on run.run = person.since
  join account on account.id = account_delegate.account
 where account_delegate.part in ('primary admin', 'former primary admin', 'custodian')
   and coalesce(account.passphrase_set, '') <> 'no'
   and (   coalesce(departed.ended, run.as_of) >= account.passphrase_changed
        or (account.passphrase_changed is null and account_delegate.part = 'custodian'));
