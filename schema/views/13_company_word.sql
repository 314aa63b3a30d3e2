-- Words that make a company's name into a name of nobody: those of the list, and all places.
create view company_word as
select phrase
  from list_phrase
 where list in ('company-word', 'place');
