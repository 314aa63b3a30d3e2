-- primary-admin-renamed: The primary admin keeps user name and e-mail
-- severity: critical
-- needs: users, accounts.primary_admin, history
-- policy: Sf, P5
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4; 47 CFR: 64.2010(f)
-- why: The account hangs on the primary admin's user name and e-mail: billing mail, the support identity and the
--   portal find the owner by them. A change breaks these, and it is what somebody does who takes an account over.
-- fix: Call the primary admin under a known number. Admin Console > Audit events: see who made the change; then Users
--   > (user) > Basic information: put the old values back. For a new owner ask 8x8 through Billing instead of
--   renaming.
-- parameter days: 7, 1 to 90, days back in which a change is told
--
-- flagged: the user name, named by id
--   account id=A primary_admin=u1
--   profile id=u1 user_name=new1
--   profile_past id=u1 user_name=old1 until=9
--   finds u1 reason="Primary admin; the user name was old1 within the last 7 days, and is new1"
-- flagged: the e-mail, exactly at the limit; the account still names the old one
--   night run=5 as_of=2026-11-14
--   account id=A primary_admin=Old@A.example
--   profile id=u1 email=new@a.example
--   profile_past id=u1 email=old@a.example until=5
--   finds u1 reason="Primary admin; the e-mail was old@a.example within the last 7 days, and is new@a.example"
-- flagged: both, and the account names the old user name
--   account id=A primary_admin=ADA
--   profile id=u1 user_name=grace email=grace@a.example
--   profile_past id=u1 user_name=ada email=ada@a.example until=9
--   finds u1 reason="Primary admin; the user name was ada within the last 7 days, and is grace; the e-mail was ada@a.example within the last 7 days, and is grace@a.example"
-- flagged: an e-mail that was taken away
--   account id=A primary_admin=u1
--   profile id=u1 email=
--   profile_past id=u1 email=ada@a.example until=9
--   finds u1 reason="Primary admin; the e-mail was ada@a.example within the last 7 days, and is empty"
-- passes: changed one day before the limit
--   night run=5 as_of=2026-11-13
--   account id=A primary_admin=u1
--   profile id=u1 user_name=new1
--   profile_past id=u1 user_name=old1 until=5
-- passes: another profile changed, here or in another account
--   account id=A primary_admin=u1
--   account id=B primary_admin=u2
--   profile id=u1
--   profile_past id=u1 title=x until=9
--   profile id=u2 user_name=new2
--   profile_past id=u2 user_name=old2 until=9
--   profile id=u1 account=B email=new@b.example
--   profile_past id=u1 account=B email=old@b.example until=9
-- passes: another person became primary admin
--   account id=A primary_admin=u2
--   account_past id=A primary_admin=u1 until=9
--   profile id=u1
--   profile id=u2
-- passes: taken back, or not known before
--   night run=8 as_of=2026-11-20
--   account id=A primary_admin=u1
--   account id=B primary_admin=u2
--   profile id=u1 user_name=ada
--   profile_past id=u1 user_name=ada begun=1 until=8
--   profile_past id=u1 user_name=grace begun=8 until=9
--   profile id=u2 account=B user_name=ada
--   profile_past id=u2 account=B user_name=null email=null until=9
select profile,
       account,
       'profile' as subject_kind,
       id as subject,
       null as severity,
       'Primary admin' || words as reason
  from (select former.profile,
               former.account,
               former.id,
               case when former.was_user_name <> '' and former.user_name is not null
                     and former.was_user_name <> former.user_name
                    then '; the user name was ' || former.was_user_name || ' within the last ' || span.words
                         || ', and is ' || coalesce(nullif(former.user_name, ''), 'empty') else '' end
                 || case when former.was_email <> '' and former.email is not null
                          and former.was_email <> former.email
                         then '; the e-mail was ' || former.was_email || ' within the last ' || span.words
                              || ', and is ' || coalesce(nullif(former.email, ''), 'empty') else '' end as words
          from (select :days || case when :days = 1 then ' day' else ' days' end as words) as span
          join (select former_profile.*, min(former_profile.until)
                  from tonight
                 cross join former_profile
                 where former_profile.day >= date(tonight.as_of, '-' || :days || ' days')
                 group by former_profile.profile) as former
          join account
            on account.id = former.account
           and (   account.admin = former.profile
                or (    account.admin is null
                    and lower(account.primary_admin) in (former.was_user_name, former.was_email))))
 where words <> '';
