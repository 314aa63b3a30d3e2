-- username-changed: User names stay as they are
-- severity: medium
-- needs: users.user_name, history
-- uses: roles, accounts
-- policy: Sf
-- controls: NIST 800-53: IA-4, AC-2(4); ISO 27001: 5.16; SOC 2: CC6.2; CIS: 5.1; PCI DSS: 8.2.4; 47 CFR: 64.2010(f)
-- why: The console, the portal and the single sign-on know a profile by its user name. After a change they may
--   disagree for days, and the holder meets errors at the login; on a privileged profile nobody can act meanwhile.
-- fix: If the change was not meant, Admin Console > Users > (user) > Basic information: put the old Username back. If
--   it was, let the user log in to every service once, and open a case with 8x8 Support where one of them refuses.
-- parameter days: 7, 1 to 90, days back in which a change is told
--
-- flagged: changed tonight, and exactly at the limit
--   night run=5 as_of=2026-11-14
--   profile id=u1 user_name=ada.byron
--   profile_past id=u1 user_name=ada.lovelace until=9
--   profile id=u2 user_name=grace.h
--   profile_past id=u2 user_name=grace until=5
--   finds u1 reason="The user name was ada.lovelace within the last 7 days, and is ada.byron"
--   finds u2
-- flagged: high when privileged, by a role or as primary admin
--   account id=A primary_admin=u2
--   profile id=u1 user_name=new1
--   profile_past id=u1 user_name=old1 until=9
--   profile id=u2 user_name=new2
--   profile_past id=u2 user_name=old2 until=9
--   assignment user=u1 role="IT Admin"
--   finds u1 severity=high reason="The user name was old1 within the last 7 days, and is new1; privileged as IT Admin"
--   finds u2 severity=high
-- flagged: of several changes the first and the last name are told
--   night run=8 as_of=2026-11-20
--   profile id=u1 user_name=third
--   profile_past id=u1 user_name=first begun=1 until=8
--   profile_past id=u1 user_name=second begun=8 until=9
--   finds u1 reason="The user name was first within the last 7 days, and is third"
-- passes: changed one day before the limit
--   night run=5 as_of=2026-11-13
--   profile id=u1 user_name=new1
--   profile_past id=u1 user_name=old1 until=5
-- passes: something else changed, or the change was taken back
--   night run=8 as_of=2026-11-20
--   profile id=u1 user_name=ada title=Queen
--   profile_past id=u1 user_name=ada until=9
--   profile id=u2 user_name=grace
--   profile_past id=u2 user_name=grace begun=1 until=8
--   profile_past id=u2 user_name=hopper begun=8 until=9
-- passes: was not known before, or is not now
--   profile id=u1 user_name=ada
--   profile_past id=u1 user_name=null until=9
--   profile id=u2 user_name=
--   profile_past id=u2 user_name=grace until=9
--   profile id=u3 user_name=null
--   profile_past id=u3 user_name=grace until=9
-- passes: the same id in another account
--   profile id=u1 account=B user_name=ada
--   profile_past id=u1 account=A user_name=grace until=9
select former.profile,
       former.account,
       'profile' as subject_kind,
       former.id as subject,
       case when privileged_profile.profile is not null then 'high' end as severity,
       'The user name was ' || former.was_user_name || ' within the last '
         || :days || case when :days = 1 then ' day' else ' days' end || ', and is ' || former.user_name
         || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from (select former_profile.*, min(former_profile.until)
          from tonight
         cross join former_profile
         where former_profile.day >= date(tonight.as_of, '-' || :days || ' days')
         group by former_profile.profile) as former
  left join privileged_profile on privileged_profile.profile = former.profile
 where former.was_user_name <> ''
   and former.user_name <> ''
   and former.was_user_name <> former.user_name;
