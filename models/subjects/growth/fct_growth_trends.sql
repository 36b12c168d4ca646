with

fits as (

    select * from {{ ref('fit_growth__trends') }}
    union all by name
    select * from {{ ref('fit_growth__estimated_costs') }}

),

specifications as (select * from {{ ref('trend_specifications') }}),

snapshots as (

    select distinct
        'ai_model' as entity,
        snapshot_date

    from {{ ref('int_ai_models__training_runs') }}
    union all
    select distinct
        'chip' as entity,
        snapshot_date

    from {{ ref('int_hardware__chips') }}

),

-- a specification that no model meets still gets its row, and a reason
trends as (

    select
        specifications.specification,
        snapshots.snapshot_date,
        coalesce(fits.group_name, 'all') as group_name,
        coalesce(fits.status, 'not_estimable') as status,
        coalesce(
            fits.status_reason,
            case
                when fits.specification is null
                    then 'no model meets the specification'
            end
        ) as status_reason,
        coalesce(fits.n_obs, 0) as n_obs,
        fits.* exclude (
            fits.specification,
            fits.snapshot_date,
            fits.group_name,
            fits.status,
            fits.status_reason,
            fits.n_obs
        )

    from specifications
    inner join snapshots
        on specifications.entity = snapshots.entity
    left join fits
        on
            specifications.specification = fits.specification
            and snapshots.snapshot_date = cast(fits.snapshot_date as date)

),

growth_trends as (

    select
        trends.specification,
        trends.snapshot_date,
        trends.group_name,
        specifications.question,
        specifications.metric,
        specifications.grouping_name,

        trends.status,
        cast(trends.status_reason as varchar) as status_reason,
        cast(trends.n_obs as integer) as n_obs,
        trends.first_year,
        trends.last_year,

        trends.slope_oom_per_year,
        trends.slope_oom_per_year_ci_low,
        trends.slope_oom_per_year_ci_high,
        trends.slope_oom_per_year_se,
        trends.slope_oom_per_year_hc3_ci_low,
        trends.slope_oom_per_year_hc3_ci_high,
        trends.slope_theil_sen_oom_per_year,
        trends.slope_oom_per_year_ci_low > 0 as is_growth_established,
        trends.is_interval_conservative,

        {{ growth_factor_per_year('trends.slope_oom_per_year') }}
            as growth_factor_per_year,
        {{ growth_factor_per_year('trends.slope_oom_per_year_ci_low') }}
            as growth_factor_per_year_ci_low,
        {{ growth_factor_per_year('trends.slope_oom_per_year_ci_high') }}
            as growth_factor_per_year_ci_high,

        {{ doubling_months('trends.slope_oom_per_year') }} as doubling_months,
        -- faster growth doubles sooner, so the bounds change sides
        {{ doubling_months('trends.slope_oom_per_year_ci_high') }}
            as doubling_months_ci_low,
        {{ doubling_months('trends.slope_oom_per_year_ci_low') }}
            as doubling_months_ci_high,

        trends.mean_year,
        trends.level_oom_at_mean_year,
        trends.r_squared,
        trends.residual_sd_oom,
        specifications.ci_level,
        specifications.noise_factor,
        cast(trends.n_resamples as integer) as n_resamples,
        'OLS of log10 on time; expanded percentile bootstrap of models' as method,
        specifications.source_url

    from trends
    inner join specifications
        on trends.specification = specifications.specification

)

select * from growth_trends
