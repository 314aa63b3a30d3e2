-- What the policy came to, as one text: roles, lists of phrases, exceptions, emergency profiles.
select json_object(
         'role', (select json_group_array(json_array(role, internal))
                    from (select role, internal from role order by role)),
         'role_name', (select json_group_array(json_array(name, role))
                         from (select name, role from role_name order by name)),
         'role_privilege', (select json_group_array(json_array(role, privilege))
                              from (select role, privilege from role_privilege order by role, privilege)),
         'list_phrase', (select json_group_array(json_array(list, phrase))
                           from (select list, phrase from list_phrase order by list, phrase)),
         'allowed', (select json_group_array(json_array(account, subject, rule, reason))
                       from (select account, subject, rule, reason from allowed order by account, subject, rule)),
         'break_glass', (select json_group_array(json_array(name))
                           from (select name from break_glass order by name)));
