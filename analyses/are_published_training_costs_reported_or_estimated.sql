-- Are published training costs what developers report, or estimates of the publisher?
-- The share that the publisher's own formula gives back to within a percent.
with

checks as (
    select * from {{ ref('fct_cost_estimate_checks') }}
    where n_obs > 0
),

compared as (

    select
        snapshot_date,
        cost_method,
        published_method,
        n_obs,
        median_ratio,
        median_ratio_ci_low,
        median_ratio_ci_high,
        agreeing_share

    from checks

)

select * from compared
order by published_method, cost_method, snapshot_date
