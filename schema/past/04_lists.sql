-- What the policy of the run came to, from the text that was kept of it.
create temp table role as
select value ->> 0 as role, value ->> 1 as internal from json_each(:lists, '$.role');

create unique index temp.role_of on role (role);

create temp table role_name as
select value ->> 0 as name, value ->> 1 as role from json_each(:lists, '$.role_name');

create unique index temp.role_name_of on role_name (name);

create temp table role_privilege as
select value ->> 0 as role, value ->> 1 as privilege from json_each(:lists, '$.role_privilege');

create unique index temp.role_privilege_of on role_privilege (role, privilege);

create temp table list_phrase as
select value ->> 0 as list, value ->> 1 as phrase from json_each(:lists, '$.list_phrase');

create unique index temp.list_phrase_of on list_phrase (list, phrase);

create temp table allowed as
select value ->> 0 as account, value ->> 1 as subject, value ->> 2 as rule, value ->> 3 as reason
  from json_each(:lists, '$.allowed');

create temp table break_glass as
select value ->> 0 as name from json_each(:lists, '$.break_glass');
