-- How many models and which doubling time has each era, on the snapshot nearest
-- to the three-eras paper and on the newest one?
with

growth_trends as (select * from {{ ref('fct_growth_trends') }}),

compared as (

    select
        specification,
        max(n_obs) filter (where snapshot_date = date '2022-05-03') as n_obs_2022,
        max(doubling_months) filter (where snapshot_date = date '2022-05-03')
            as doubling_months_2022,
        max(doubling_months_ci_low) filter (where snapshot_date = date '2022-05-03')
            as doubling_months_2022_ci_low,
        max(doubling_months_ci_high) filter (where snapshot_date = date '2022-05-03')
            as doubling_months_2022_ci_high,
        max(n_obs) filter (where snapshot_date = date '2026-07-19') as n_obs_2026,
        max(doubling_months) filter (where snapshot_date = date '2026-07-19')
            as doubling_months_2026,
        max(doubling_months_ci_low) filter (where snapshot_date = date '2026-07-19')
            as doubling_months_2026_ci_low,
        max(doubling_months_ci_high) filter (where snapshot_date = date '2026-07-19')
            as doubling_months_2026_ci_high

    from growth_trends
    where
        specification in (
            'compute__pre_deep_learning',
            'compute__deep_learning',
            'compute__large_scale'
        )
        and group_name = 'all'
    group by specification

)

select * from compared
order by doubling_months_2026 desc
