with

benchmark_lags as (

    select * from {{ ref('fct_benchmark_lags') }}

),

snapshots as (

    select snapshot_date
    from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models'

),

-- scores have snapshots of their own: a claim is held against the newest of the day
known as (

    select benchmark_lags.* replace (snapshots.snapshot_date as snapshot_date)

    from snapshots
    inner join benchmark_lags
        on snapshots.snapshot_date >= benchmark_lags.snapshot_date
    qualify benchmark_lags.snapshot_date = max(benchmark_lags.snapshot_date) over (
        partition by snapshots.snapshot_date
    )

),

estimates as (

    select
        'fct_benchmark_lags' as tested_by,
        specification,
        'all' as group_name,
        snapshot_date,
        n_obs,
        ci_level,
        method,
        status_reason,
        {{ quantity_rows(
            ['lag_months_mean', 'lag_months_median'],
            ['lag_months_p05', 'lag_months_p95', 'score_weighted_lag_months']
        ) }}

    from known

)

select * from estimates
