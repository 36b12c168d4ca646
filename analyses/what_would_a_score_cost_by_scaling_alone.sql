-- What size, compute or money does a score take by scaling alone, and what did it take?
with

targets as (select * from {{ ref('fct_performance_targets') }}),

-- the snapshot in which the compute of most of the models is recorded
fullest as (

    select
        snapshot_date,
        sum(n_obs) as n_known

    from targets
    group by snapshot_date
    order by n_known desc, snapshot_date desc
    limit 1

)

select
    targets.benchmark,
    targets.covariate,
    targets.target_name,
    targets.target_score_share,
    targets.needed_scale_ci_low,
    targets.needed_scale_ci_high,
    targets.actual_scale,
    targets.is_actual_inside,
    targets.df_residual,
    targets.interval_kind,
    targets.reason

from targets
inner join fullest
    on targets.snapshot_date = fullest.snapshot_date
order by targets.benchmark, targets.covariate, targets.target_name
