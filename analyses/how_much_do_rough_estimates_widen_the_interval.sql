-- How much wider is the interval of the compute trend when each value is only as
-- good as its confidence label says, snapshot by snapshot?
with

growth_noise as (select * from {{ ref('fct_growth_noise') }}),

headline as (

    select
        specification,
        snapshot_date,
        n_obs,
        n_confident / n_obs as confident_share,
        doubling_months,
        doubling_months_ci_low,
        doubling_months_ci_high,
        doubling_months_noise_ci_low,
        doubling_months_noise_ci_high,
        interval_width_ratio

    from growth_noise
    where
        specification in ('compute__deep_learning', 'compute__frontier')
        and status = 'estimated'

)

select * from headline
order by specification, snapshot_date
