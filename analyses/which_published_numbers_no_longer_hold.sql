-- Which published numbers held on the data of their own time and do not hold today,
-- and since which snapshot?
with

scoreboard as (select * from {{ ref('rpt_claim_scoreboard') }})

select
    claim_id,
    claim,
    unit,
    published_value,
    own_estimate,
    newest_estimate,
    newest_estimate_ci_low,
    newest_estimate_ci_high,
    first_failing_snapshot_date,
    main_change_kind,
    newest_snapshot_date,
    source_url

from scoreboard
where verdict_at_own_time = 'holds' and verdict_today = 'drifted'
order by claim_id
