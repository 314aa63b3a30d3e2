-- The runs up to the one that is looked at, what they did to findings, and what people had decided when its report was
-- made. The number of the run stands in temp.tonight.
create temp view run as
select * from main.run where run <= (select run from tonight);

create temp view finding_event as
select * from main.finding_event where run <= (select run from tonight);

create temp view decision as
select *
  from main.decision
 where review in (select item
                    from main.chain
                   where kind = 'review'
                     and link < (select min(link)
                                   from main.chain
                                  where kind = 'report'
                                    and run = (select run from tonight)));
