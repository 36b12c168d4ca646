with

fits as (select * from {{ ref('fit_access__open_closed_lags') }}),

specifications as (select * from {{ ref('open_closed_lag_specifications') }}),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

-- a specification that no model meets still gets its row, and a reason
open_closed_lags as (

    select
        specifications.specification,
        snapshots.snapshot_date,
        specifications.question,
        specifications.population,
        case
            when specifications.task_domain not like 'not %'
                then specifications.task_domain
        end as task_domain,
        specifications.starts_on,
        specifications.ends_before,

        coalesce(fits.status, 'not_estimable') as status,
        coalesce(
            cast(fits.status_reason as varchar),
            case
                when fits.specification is null
                    then 'no model with stated access meets the specification'
            end
        ) as status_reason,
        cast(coalesce(fits.n_obs, 0) as integer) as n_obs,
        cast(coalesce(fits.n_open, 0) as integer) as n_open,
        cast(coalesce(fits.n_closed, 0) as integer) as n_closed,

        fits.lag_months,
        fits.lag_months_ci_low,
        fits.lag_months_ci_high,
        fits.gap_oom,
        fits.gap_oom_ci_low,
        fits.gap_oom_ci_high,
        fits.separate_lag_months,
        fits.separate_lag_months_ci_low,
        fits.separate_lag_months_ci_high,
        fits.last_year,
        fits.slope_oom_per_year,
        fits.slope_oom_per_year_ci_low,
        fits.slope_oom_per_year_ci_high,
        fits.slope_open_oom_per_year,
        fits.slope_open_oom_per_year_ci_low,
        fits.slope_open_oom_per_year_ci_high,
        fits.slope_closed_oom_per_year,
        fits.slope_closed_oom_per_year_ci_low,
        fits.slope_closed_oom_per_year_ci_high,
        {{ growth_factor_per_year('fits.slope_open_oom_per_year') }}
            as open_growth_factor_per_year,
        {{ growth_factor_per_year('fits.slope_open_oom_per_year_ci_low') }}
            as open_growth_factor_per_year_ci_low,
        {{ growth_factor_per_year('fits.slope_open_oom_per_year_ci_high') }}
            as open_growth_factor_per_year_ci_high,
        {{ growth_factor_per_year('fits.slope_closed_oom_per_year') }}
            as closed_growth_factor_per_year,
        {{ growth_factor_per_year('fits.slope_closed_oom_per_year_ci_low') }}
            as closed_growth_factor_per_year_ci_low,
        {{ growth_factor_per_year('fits.slope_closed_oom_per_year_ci_high') }}
            as closed_growth_factor_per_year_ci_high,
        fits.slopes_differ_t,
        fits.slopes_differ_p_value,
        fits.residual_sd_oom,
        specifications.ci_level,
        cast(coalesce(fits.n_resamples, 0) as integer) as n_resamples,
        'OLS of log10 on time, common slope, two levels; expanded percentile bootstrap'
            as method,
        specifications.source_url

    from specifications
    cross join snapshots
    left join fits
        on
            specifications.specification = fits.specification
            and snapshots.snapshot_date = cast(fits.snapshot_date as date)

)

select * from open_closed_lags
