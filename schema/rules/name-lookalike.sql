-- name-lookalike: No profile can be taken for another
-- severity: medium
-- needs: users.given_name, users.family_name
-- uses: roles, accounts
-- policy: P3, P8
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: Two profiles that only a machine can tell apart are confused by colleagues and by support. It is also how
--   somebody hides a second profile behind a known name.
-- fix: Admin Console > Users: open both profiles and compare e-mail, extension and Created On. Type the right name
--   anew in the one, by hand, and set the other to Inactive if nobody needs it. Ids cannot be changed: keep one of
--   the two profiles.
--
-- flagged: names that differ only by case
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u2 given_name=GRACE family_name=hopper
--   finds u1 reason="The name looks like that of u2, and is written with other letters, capitals or signs"
--   finds u2 reason="The name looks like that of u1, and is written with other letters, capitals or signs"
-- flagged: confusable letters: a Cyrillic a, and digits for letters
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u2 given_name=Grаce family_name=Hopper
--   profile id=u3 given_name=Jill family_name=Otto
--   profile id=u4 given_name=Jil1 family_name=0tto
--   finds u1
--   finds u2
--   finds u3
--   finds u4
-- flagged: an invisible character, and another Unicode form
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u2 given_name=Gra​ce family_name=Hopper
--   profile id=u3 given_name=José family_name=Serra
--   profile id=u4 given_name=José family_name=Serra
--   finds u1
--   finds u2
--   finds u3
--   finds u4
-- flagged: ids that differ only by case, by a confusable letter, or by an invisible character
--   profile id=U-1 given_name=Ada family_name=Byron
--   profile id=u-1 given_name=Grace family_name=Hopper
--   profile id=ada given_name=Ada family_name=Lovelace
--   profile id=аda given_name=Mary family_name=Shelley
--   profile id=x​y given_name=Emmy family_name=Noether
--   profile id=xy given_name=Sofia family_name=Kovalevskaya
--   finds U-1 reason="The id looks like u-1"
--   finds u-1 reason="The id looks like U-1"
--   finds ada
--   finds аda
--   finds x​y
--   finds xy
-- flagged: one step more severe when privileged, whatever the status
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u2 given_name=grace family_name=Hopper status=inactive
--   assignment user=u2 role="IT Admin"
--   finds u1 severity=medium
--   finds u2 severity=high reason="The name looks like that of u1, and is written with other letters, capitals or signs; privileged as IT Admin"
-- flagged: of many the first three are named
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u2 given_name=Grace family_name=Hopper
--   profile id=u3 given_name=Grace family_name=Hopper
--   profile id=u4 given_name=Grace family_name=Hopper
--   profile id=u5 given_name=GRACE family_name=Hopper
--   finds u1
--   finds u2
--   finds u3
--   finds u4
--   finds u5 reason="The name looks like that of u1, u2, u3 and 1 more, and is written with other letters, capitals or signs"
-- passes: the same name in the same letters, which name-duplicate reports
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u2 given_name=Grace family_name=Hopper
-- passes: a diacritic makes another name, with a middle name as well
--   profile id=u1 given_name=José family_name=Serra
--   profile id=u2 given_name=Jose family_name=Serra
--   profile id=u3 given_name=José family_name="Serra Gil"
--   profile id=u4 given_name=Jose family_name="Serra Gil"
-- passes: in another account
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u1 account=B given_name=GRACE family_name=Hopper
--   profile id=U1 account=C given_name=Emmy family_name=Noether
-- passes: other names, and empty ones
--   profile id=u1 given_name=Grace family_name=Hopper
--   profile id=u2 given_name=Grace family_name=Hooper
--   profile id=u3 given_name= family_name=
--   profile id=u4 given_name=null family_name=null
with
odd as (
  -- Names that do not look like what they are made of.
  select account, name_skeleton as shape
    from profile
   where name_skeleton is not null
     and name_skeleton <> ''
     and (   name_skeleton <> full_name
          or (given_name || family_name) glob '*[^ -~À-ɏḀ-ỿ]*')),
-- Of names that are folded to the same, those that are not written the same.
varied as materialized (
  select same_name.first
    from same_name
   cross join profile on profile.profile = same_name.profile
   group by same_name.first
  having min(profile.given_name || char(31) || profile.family_name)
           <> max(profile.given_name || char(31) || profile.family_name)),
member (kind, account, shape, profile, id, written) as materialized (
  select 'name', odd.account, odd.shape, profile.profile, profile.id,
         profile.given_name || char(31) || profile.family_name
    from (select distinct account, shape from odd) as odd
    join profile on profile.full_name = odd.shape and profile.account = odd.account
   where profile.name_skeleton is null
  union all
  select 'name', odd.account, odd.shape, profile.profile, profile.id,
         profile.given_name || char(31) || profile.family_name
    from (select distinct account, shape from odd) as odd
    join profile on profile.account = odd.account and profile.name_skeleton = odd.shape
  union all
  select 'case', same_name.account, lower(profile.given_name || char(31) || profile.family_name), profile.profile,
         profile.id, profile.given_name || char(31) || profile.family_name
    from varied
   cross join same_name on same_name.first = varied.first
   cross join profile on profile.profile = same_name.profile
  union all
  select 'id', account, shape, profile, id, id
    from id_twin),
clash as materialized (
  select kind, account, shape
    from member
   group by kind, account, shape
  having min(written) <> max(written)),
-- The same two profiles may be found by case and by look.
likeness as (
  select distinct member.profile, member.kind = 'id' as is_id, other.id
    from clash
    join member on member.kind = clash.kind and member.account = clash.account and member.shape = clash.shape
    join member as other
      on other.kind = clash.kind
     and other.account = clash.account
     and other.shape = clash.shape
     and other.written <> member.written),
told as (
  select profile, is_id,
         group_concat(case when place <= 3 then id end, ', ')
           || case when count(*) > 3 then ' and ' || (count(*) - 3) || ' more' else '' end as others
    from (select profile, is_id, id, row_number() over (partition by profile, is_id order by id) as place
            from likeness
           order by profile, is_id, id)
   group by profile, is_id)
select profile.profile,
       profile.account,
       'profile' as subject_kind,
       profile.id as subject,
       case when privileged_profile.profile is not null then 'high' end as severity,
       listed.words || coalesce('; privileged as ' || privileged_profile.words, '') as reason
  from (select profile, group_concat(words, '; ') as words
          from (select profile,
                       case when is_id then 'The id looks like ' || others
                            else 'The name looks like that of ' || others
                                   || ', and is written with other letters, capitals or signs' end as words
                  from told
                 order by profile, is_id)
         group by profile) as listed
  join profile on profile.profile = listed.profile
  left join privileged_profile on privileged_profile.profile = profile.profile;
