-- secret-in-export: No export carries passwords, PINs, passphrases or tokens
-- severity: critical
-- needs: users or roles or roster or accounts or contacts or registrations or crm or erp or extensions
-- policy: P1, P9
-- controls: NIST 800-53: IA-5, AC-2, PS-4; ISO 27001: 5.17; SOC 2: CC6.1; CIS: 5.2; PCI DSS: 8.2.2;
--   47 CFR: 64.2010(b)(e)(f)
-- why: Whoever can read the file can read the secret, and so can every copy of it: mail, backup, download folder.
--   rollcall did not read the column; it looked no further than whether something other than yes, no or a day is there.
-- fix: Take the column out of the export, delete the file and its copies, and change every secret that stood in it.
--   Where only "set" or "not set" is wanted, export that.
--
-- flagged: a column with values; the subject is the source and the column
--   column source=users header=PIN smell=secret content=values line=7
--   finds "users: PIN" kind=source account="" severity=critical reason="The column 'PIN' holds values, first on line 7; they were not read"
-- flagged: each column by itself, mapped or not
--   column source=users position=1 header=Passphrase field=passphrase_set smell=secret content=values line=2
--   column source=users position=2 header="API Key" smell=secret content=values line=2
--   finds "users: Passphrase" kind=source
--   finds "users: API Key" kind=source
-- passes: yes and no, a mask, an empty column
--   column source=users position=1 header="Password Set" smell=secret content=flags line=2
--   column source=users position=2 header="Password [Required]" smell=secret content=masked line=2
--   column source=users position=3 header="Password Hash Function" smell=secret content=empty
-- passes: any other column, and what stood in an earlier export
--   column source=users position=1 header=Pinboard
--   column source=users position=2 header="Date of Birth" smell=personal
--   column run=1 source=users position=3 header=PIN smell=secret content=values line=7
select null as profile,
       '' as account,
       'source' as subject_kind,
       run_column.source || ': ' || header as subject,
       null as severity,
       'The column ''' || header || ''' holds values, first on line ' || line || '; they were not read' as reason
  from run_column
  join tonight on tonight.run = run_column.run
 where smell = 'secret'
   and content = 'values';
