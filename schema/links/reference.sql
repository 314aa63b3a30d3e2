-- Which profile of the same account each assignment, primary admin, contact and extension means: by id, else user name, else e-mail.
-- Where a user name or an e-mail stands for several profiles, the smallest id is meant.
-- Loading does the same in memory while it reads; this is its meaning, and what is run when not all was read tonight.
update assignment
   set profile = coalesce(
         (select profile from profile p
           where p.account = assignment.account and p.id = assignment.user),
         (select profile from profile p
           where p.account = assignment.account and p.user_name = lower(assignment.user) and p.user_name <> ''
           order by p.id limit 1),
         (select profile from profile p
           where p.account = assignment.account and p.email = lower(assignment.user) and p.email <> ''
           order by p.id limit 1));

update account
   set admin = coalesce(
         (select profile from profile p
           where p.account = account.id and p.id = account.primary_admin),
         (select profile from profile p
           where p.account = account.id and p.user_name = lower(account.primary_admin) and p.user_name <> ''
           order by p.id limit 1),
         (select profile from profile p
           where p.account = account.id and p.email = lower(account.primary_admin) and p.email <> ''
           order by p.id limit 1));

update contact
   set profile = coalesce(
         (select profile from profile p
           where p.account = contact.account and p.id = contact.email),
         (select profile from profile p
           where p.account = contact.account and p.user_name = contact.email and p.user_name <> ''
           order by p.id limit 1),
         (select profile from profile p
           where p.account = contact.account and p.email = contact.email and p.email <> ''
           order by p.id limit 1));

update extension
   set profile = coalesce(
         (select profile from profile p
           where p.account = extension.account and p.id = extension.user),
         (select profile from profile p
           where p.account = extension.account and p.user_name = lower(extension.user) and p.user_name <> ''
           order by p.id limit 1),
         (select profile from profile p
           where p.account = extension.account and p.email = lower(extension.user) and p.email <> ''
           order by p.id limit 1));
