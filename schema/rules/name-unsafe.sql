-- name-unsafe: Names are plain text
-- severity: medium
-- needs: users.given_name, users.family_name
-- policy: P3, P8
-- controls: NIST 800-53: IA-2, IA-4, IA-12; ISO 27001: 5.16; SOC 2: CC6.1; CIS: 5.1; PCI DSS: 8.2.1, 8.2.2;
--   47 CFR: 64.2010(a)
-- why: Names are shown in consoles, mails and spreadsheets. Markup, a formula or an address in a name may do
--   something there, and invisible characters make two names that look like one.
-- fix: Admin Console > Users > (user) > Basic information: type First Name and Last Name anew, by hand and not from
--   the clipboard. Audit events tells who entered the old ones; if nobody did by mistake, treat it as an attack.
--
-- flagged: an e-mail address or a web address
--   profile id=u1 given_name=Ada family_name=ada@a.example
--   profile id=u2 given_name="See https://a.example" family_name=Byron
--   profile id=u3 given_name=Ada family_name=www.a.example
--   finds u1 reason="The family name holds an e-mail address"
--   finds u2 reason="The given name holds a web address"
--   finds u3 reason="The family name holds a web address"
-- flagged: markup
--   profile id=u1 given_name="<b>Ada</b>" family_name=Byron
--   profile id=u2 given_name=Ada family_name="&lt;Byron"
--   finds u1 reason="The given name holds markup"
--   finds u2
-- flagged: control, bidirectional and zero-width characters
--   profile id=u1 given_name=Ada family_name=Byron
--   profile id=u2 given_name=Ada family_name=‮noryB
--   profile id=u3 given_name=Ada​ family_name=Byron
--   finds u1 reason="The given name holds a control character"
--   finds u2 reason="The family name holds a bidirectional character"
--   finds u3 reason="The given name holds a zero-width character"
-- flagged: a sign in front that begins a formula
--   profile id=u1 given_name=Ada family_name="=1+1"
--   profile id=u2 given_name=+Ada family_name=Byron
--   profile id=u3 given_name=Ada family_name=-Byron
--   profile id=u4 given_name=@Ada family_name=Byron
--   finds u1 reason="The family name begins with ="
--   finds u2
--   finds u3
--   finds u4
-- flagged: all that applies in one finding, no more severe when privileged
--   profile id=u1 given_name="=<a>" family_name="Byron​"
--   assignment user=u1 role="IT Admin"
--   finds u1 severity=medium reason="The given name holds markup; the given name begins with =; the family name holds a zero-width character"
-- passes: letters of any script, diacritics, hyphens and apostrophes within, stops, digits
--   profile id=u1 given_name=Zoë family_name=O'Neil-Østergård
--   profile id=u2 given_name=晓雯 family_name=陈
--   profile id=u3 given_name="J. R." family_name="Smith Jr."
--   profile id=u4 given_name=Ada family_name="Byron (Sales) 2"
--   profile id=u5 given_name=O’Hara family_name="R&D"
-- passes: a joiner between Persian letters, where it belongs
--   profile id=u1 given_name=علی‌رضا family_name=رضایی
-- passes: no name at all
--   profile id=u1 given_name= family_name=
--   profile id=u2 given_name=null family_name=null
with sign as (
  select '*[' || char(1) || '-' || char(31) || char(127) || '-' || char(159) || ']*' as control,
         '*[' || char(0x202A) || '-' || char(0x202E) || char(0x2066) || '-' || char(0x2069)
           || char(0x200E, 0x200F, 0x061C) || ']*' as bidirectional,
         '*[' || char(0x200B, 0x2060, 0xFEFF, 0x00AD, 0x180E, 0x2061) || '-' || char(0x2064) || ']*' as zero_width,
         '*[' || char(0x200C, 0x200D) || ']*' as joiner,
         '*[' || char(0x0600) || '-' || char(0x0DFF) || ']*' as joined_script),
part (profile, account, id, place, label, name) as (
  select profile, account, id, 1, 'the given name', given_name from profile where name_skeleton is not null
  union all
  select profile, account, id, 2, 'the family name', family_name from profile where name_skeleton is not null),
fault (profile, account, id, place, words) as (
  select profile, account, id, place * 10 + 1, label || ' holds an e-mail address'
    from part
   where name glob '*[^ ]@[^ ]*.[^ ]*'
  union all
  select profile, account, id, place * 10 + 2, label || ' holds a web address'
    from part
   where name glob '*://*'
      or lower(name) glob '*www.*'
  union all
  select profile, account, id, place * 10 + 3, label || ' holds markup'
    from part
   where name glob '*[<>]*'
      or name glob '*&[#a-zA-Z]*;*'
  union all
  select profile, account, id, place * 10 + 4, label || ' holds a control character'
    from part, sign
   where name glob control
  union all
  select profile, account, id, place * 10 + 5, label || ' holds a bidirectional character'
    from part, sign
   where name glob bidirectional
  union all
  select profile, account, id, place * 10 + 6, label || ' holds a zero-width character'
    from part, sign
   where name glob zero_width
      or (name glob joiner and not name glob joined_script)
  union all
  select profile, account, id, place * 10 + 7, label || ' begins with ' || substr(name, 1, 1)
    from part
   where name glob '[=+@-]*')
select profile,
       account,
       'profile' as subject_kind,
       id as subject,
       null as severity,
       upper(substr(words, 1, 1)) || substr(words, 2) as reason
  from (select profile, account, id, group_concat(words, '; ') as words
          from (select * from fault order by profile, place)
         group by profile);
