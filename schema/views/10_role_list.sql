-- All roles of a profile in one text, as the export writes them, for tables of people.
create view role_list as
select profile, group_concat(role, '; ') as roles
  from (select distinct profile, role
          from assignment
         where profile is not null
         order by profile, role)
 group by profile;
