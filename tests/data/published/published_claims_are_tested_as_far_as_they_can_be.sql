-- A renamed specification would turn a tested claim into an untestable one without a
-- word. Of the 105 lines at least 70 are tested, at least 40 hold at their own time.
with

scoreboard as (select * from {{ ref('rpt_claim_scoreboard') }}),

checks as (select * from {{ ref('fct_claim_checks') }}),

counted as (

    select
        count(distinct source_claim) as n_lines,
        count(distinct source_claim) filter (where n_snapshots_tested > 0) as n_tested,
        count(distinct source_claim) filter (
            where verdict_at_own_time = 'holds'
        ) as n_held

    from scoreboard

),

-- all that a mart can test finds its number on some snapshot, even where it is a bound
-- that leaves the claim open
lost as (

    select claim_id
    from checks
    where tested_by is not null and tested_by != 'fct_arithmetic_checks'
    group by claim_id
    having not bool_or(
        verdict != 'not_testable'
        or (tolerance_rule = 'all_of_our_bounds' and estimate is not null)
    )

)

select
    'counts' as problem,
    concat_ws(', ', n_lines, n_tested, n_held) as found

from counted
where n_lines < 105 or n_tested < 70 or n_held < 40
union all
select
    'no row in the mart' as problem,
    claim_id as found

from lost
