with

fits as (select * from {{ ref('fit_growth__series') }}),

specifications as (
    select * from {{ ref('trend_specifications') }}
    where entity = 'series'
),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

-- a series without items still gets its row, and a reason
trends as (

    select
        specifications.specification,
        snapshots.snapshot_date,
        specifications.question,
        specifications.source_series,
        specifications.sample_rule,
        coalesce(fits.status, 'not_estimable') as status,
        case
            when fits.specification is null then 'no item meets the specification'
            else cast(fits.status_reason as varchar)
        end as status_reason,
        coalesce(fits.n_obs, 0) as n_obs,
        fits.first_year,
        fits.last_year,
        fits.slope_oom_per_year,
        fits.slope_oom_per_year_ci_low,
        fits.slope_oom_per_year_ci_high,
        fits.slope_theil_sen_oom_per_year,
        fits.mean_year,
        fits.level_oom_at_mean_year,
        fits.r_squared,
        fits.n_resamples,
        specifications.ci_level,
        specifications.source_url

    from specifications
    cross join snapshots
    left join fits
        on
            specifications.specification = fits.specification
            and snapshots.snapshot_date = cast(fits.snapshot_date as date)

),

series_trends as (

    select
        specification,
        snapshot_date,
        question,
        source_series,
        sample_rule,
        status,
        status_reason,
        cast(n_obs as integer) as n_obs,
        first_year,
        last_year,
        slope_oom_per_year,
        slope_oom_per_year_ci_low,
        slope_oom_per_year_ci_high,
        slope_theil_sen_oom_per_year,
        {{ growth_factor_per_year('slope_oom_per_year') }} as growth_factor_per_year,
        {{ growth_factor_per_year('slope_oom_per_year_ci_low') }}
            as growth_factor_per_year_ci_low,
        {{ growth_factor_per_year('slope_oom_per_year_ci_high') }}
            as growth_factor_per_year_ci_high,
        {{ doubling_months('slope_oom_per_year') }} as doubling_months,
        -- faster growth doubles sooner, so the bounds change sides
        {{ doubling_months('slope_oom_per_year_ci_high') }} as doubling_months_ci_low,
        {{ doubling_months('slope_oom_per_year_ci_low') }} as doubling_months_ci_high,
        mean_year,
        level_oom_at_mean_year,
        r_squared,
        ci_level,
        cast(n_resamples as integer) as n_resamples,
        'OLS of log10 on time; expanded percentile bootstrap of items' as method,
        source_url

    from trends

)

select * from series_trends
