-- call-loop: No call goes round in a circle
-- severity: high
-- needs: extensions.forwards_to
-- policy: P9
-- controls: NIST 800-53: AC-6(7), AC-6(5), AC-2; ISO 27001: 5.18, 8.2; SOC 2: CC6.3; CIS: 6.8, 5.4; PCI DSS: 7.2.4
-- why: A call that is forwarded in a circle never reaches anybody. The customer hears it ring or is cut off, and on
--   lines that are paid by the minute it costs until somebody notices.
-- fix: Admin Console > Users > (user) > Voice > Call forwarding: let one of these extensions end in voicemail or with
--   a person. Then call each of them once.
--
-- flagged: to each other, in a ring of three, to itself
--   extension number=1001 forwards_to=1002
--   extension number=1002 forwards_to=1001
--   extension number=203 forwards_to=1010
--   extension number=1010 forwards_to=1020
--   extension number=1020 forwards_to=203
--   extension number=9 forwards_to=9
--   finds 1001 kind=extension reason="Calls go in a circle: 1001 > 1002 > 1001"
--   finds 203 kind=extension reason="Calls go in a circle: 203 > 1010 > 1020 > 203"
--   finds 9 reason="Calls go in a circle: 9 > 9"
-- flagged: what leads into the circle is no part of it
--   extension number=1 forwards_to=2
--   extension number=2 forwards_to=3
--   extension number=3 forwards_to=4
--   extension number=4 forwards_to=3
--   extension number=5 forwards_to=4
--   finds 3 reason="Calls go in a circle: 3 > 4 > 3"
-- flagged: each account has its own
--   extension number=1 forwards_to=2
--   extension number=2 forwards_to=1
--   extension account=B number=1 forwards_to=2
--   extension account=B number=2 forwards_to=3
--   extension account=B number=3 forwards_to=2
--   finds 1
--   finds 2 account=B reason="Calls go in a circle: 2 > 3 > 2"
-- flagged: the lowest by its value, and words behind numbers
--   extension number=10 forwards_to=9
--   extension number=9 forwards_to=queue
--   extension number=queue forwards_to=10
--   finds 9 reason="Calls go in a circle: 9 > queue > 10 > 9"
-- flagged: ten are named, the rest counted
--   extension number=1 forwards_to=2
--   extension number=2 forwards_to=3
--   extension number=3 forwards_to=4
--   extension number=4 forwards_to=5
--   extension number=5 forwards_to=6
--   extension number=6 forwards_to=7
--   extension number=7 forwards_to=8
--   extension number=8 forwards_to=9
--   extension number=9 forwards_to=10
--   extension number=10 forwards_to=11
--   extension number=11 forwards_to=1
--   finds 1 reason="Calls go in a circle: 1 > 2 > 3 > 4 > 5 > 6 > 7 > 8 > 9 > 10 and 1 more > 1"
-- passes: a chain that ends
--   extension number=1 forwards_to=2
--   extension number=2 forwards_to=3
--   extension number=3
--   extension number=4 forwards_to=
--   extension number=5 forwards_to=+441632960123
-- passes: the circle would close through another account
--   extension number=1 forwards_to=2
--   extension account=B number=2 forwards_to=1
-- passes: a leading zero makes another extension
--   extension number=01 forwards_to=1
--   extension number=1
with recursive
-- What is forwarded to another extension of the account. "place" puts numbers in order, and words behind them.
hop as materialized (
  select extension.account, extension.number, extension.forwards_to as target,
         extension.number glob '*[^0-9]*' as is_word, cast(extension.number as integer) as place
    from extension
   where extension.forwards_to <> ''
     and exists (select 1
                   from extension as other
                  where other.account = extension.account
                    and other.number = extension.forwards_to)),
-- A circle's lowest extension is reached from a higher one, or from itself. From each such one, go on while it gets
-- higher, and see whether the way ends where it began.
start as materialized (
  select distinct low.account, low.number, low.target, low.is_word, low.place
    from hop as low
    join hop as high on high.account = low.account and high.target = low.number
   where (high.is_word, high.place, high.number) >= (low.is_word, low.place, low.number)
     -- What nobody forwards to is in no circle.
     and (high.account, high.number) in (select account, target from hop)),
way (account, low, is_word, place, at) as (
  select account, number, is_word, place, target from start
  union
  select way.account, way.low, way.is_word, way.place, hop.target
    from way
    join hop on hop.account = way.account and hop.number = way.at
   where (hop.is_word, hop.place, hop.number) > (way.is_word, way.place, way.low)),
circle (account, low, step, at) as (
  select account, low, 1, low from way where at = low
  union all
  select circle.account, circle.low, circle.step + 1, hop.target
    from circle
    join hop on hop.account = circle.account and hop.number = circle.at
   where hop.target <> circle.low)
select extension.profile,
       told.account,
       'extension' as subject_kind,
       told.low as subject,
       null as severity,
       'Calls go in a circle: ' || told.words
         || case when told.steps > 10 then ' and ' || (told.steps - 10) || ' more' else '' end
         || ' > ' || told.low as reason
  from (select account, low, count(*) as steps, group_concat(case when step <= 10 then at end, ' > ') as words
          from (select * from circle order by account, low, step)
         group by account, low) as told
  join extension on extension.account = told.account and extension.number = told.low;
