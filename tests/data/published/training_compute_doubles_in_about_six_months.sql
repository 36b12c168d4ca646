-- Magnitude anchor for slopes, time and logs together: since 2010, training compute
-- of notable models doubled every 5.2 to 5.9 months in each snapshot from 2022 to 2026,
-- and the three-eras paper says 5.7. Half or twice that is a mistake of ours (a natural
-- log, a wrong year), not news.
with

trends as (
    select * from {{ ref('fct_growth_trends') }}
    where specification = 'compute__deep_learning' and group_name = 'all'
),

off as (

    select
        snapshot_date,
        doubling_months,
        n_obs

    from trends
    where
        doubling_months is null
        or doubling_months not between 4 and 8
        or doubling_months_ci_low < 3
        or coalesce(doubling_months_ci_high, 'infinity') > 12

)

select * from off
