with

specifications as (
    select * from {{ ref('trend_specifications') }}
    where
        sample_rule = 'regular_scale'
        and grouping_name = 'none'
        and metric = 'training_compute_flop'
),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

fits as (select * from {{ ref('fit_eras__large_scale_gaps') }}),

-- a trend without large-scale models still gets its row, and a reason
large_scale_gaps as (

    select
        specifications.specification,
        snapshots.snapshot_date,
        coalesce(fits.status, 'not_estimable') as status,
        case
            when fits.specification is null then 'no large-scale model in the window'
            else cast(fits.status_reason as varchar)
        end as status_reason,
        cast(coalesce(fits.n_obs, 0) as integer) as n_obs,
        cast(fits.n_trend as integer) as n_regular,
        fits.mean_distance_oom,
        fits.mean_distance_oom_ci_low,
        fits.mean_distance_oom_ci_high,
        fits.median_distance_oom,
        fits.median_distance_oom_ci_low,
        fits.median_distance_oom_ci_high,
        power(10, fits.mean_distance_oom) as mean_distance_factor,
        power(10, fits.mean_distance_oom_ci_low) as mean_distance_factor_ci_low,
        power(10, fits.mean_distance_oom_ci_high) as mean_distance_factor_ci_high,
        specifications.ci_level,
        specifications.noise_factor,
        cast(fits.n_resamples as integer) as n_resamples,
        'distance from an OLS line; expanded percentile bootstrap of both groups'
            as method,
        specifications.source_url

    from specifications
    cross join snapshots
    left join fits
        on
            specifications.specification = fits.specification
            and snapshots.snapshot_date = cast(fits.snapshot_date as date)

)

select * from large_scale_gaps
