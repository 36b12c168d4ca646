with

fits as (

    select
        * exclude (
            specification, snapshot_date, variance, status, status_reason, n_obs
        ),
        specification as fit_specification,
        cast(snapshot_date as date) as fit_snapshot_date,
        status as fit_status,
        status_reason as fit_status_reason,
        n_obs as fit_n_obs

    from {{ ref('fit_slowing__changepoints') }}

),

specifications as (select * from {{ ref('changepoint_specifications') }}),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

-- a specification that no model meets still gets its row, and a reason
breaks_with_specification as (

    select
        specifications.specification,
        snapshots.snapshot_date,
        specifications.question,
        specifications.metric,
        specifications.population,
        specifications.group_name,
        specifications.sample_rule,
        specifications.excluded_ai_models,
        specifications.variance as residual_variance,
        specifications.ci_level,
        specifications.source_url,
        coalesce(fits.fit_status, 'not_estimable') as status,
        case
            when fits.fit_specification is null then 'no model meets the specification'
            else cast(fits.fit_status_reason as varchar)
        end as status_reason,
        coalesce(fits.fit_n_obs, 0) as n_obs,
        fits.*

    from specifications
    cross join snapshots
    left join fits
        on
            specifications.specification = fits.fit_specification
            and snapshots.snapshot_date = fits.fit_snapshot_date

),

changepoints as (

    select
        specification,
        snapshot_date,
        question,
        metric,
        population,
        group_name,
        sample_rule,
        excluded_ai_models,
        status,
        status_reason,
        cast(n_obs as integer) as n_obs,
        cast(n_before as integer) as n_before,
        cast(n_after as integer) as n_after,
        break_year,
        break_year_ci_low,
        break_year_ci_high,
        slope_before_oom_per_year,
        slope_before_oom_per_year_ci_low,
        slope_before_oom_per_year_ci_high,
        slope_after_oom_per_year,
        slope_after_oom_per_year_ci_low,
        slope_after_oom_per_year_ci_high,
        slope_change_oom_per_year,
        slope_change_oom_per_year_ci_low,
        slope_change_oom_per_year_ci_high,
        slope_straight_oom_per_year,
        {{ growth_factor_per_year('slope_before_oom_per_year') }}
            as growth_factor_before_per_year,
        {{ growth_factor_per_year('slope_after_oom_per_year') }}
            as growth_factor_after_per_year,
        {{ growth_factor_per_year('slope_after_oom_per_year_ci_low') }}
            as growth_factor_after_per_year_ci_low,
        {{ growth_factor_per_year('slope_after_oom_per_year_ci_high') }}
            as growth_factor_after_per_year_ci_high,
        residual_variance,
        aic_difference,
        aicc_difference,
        bic_difference,
        relative_likelihood_of_straight,
        p_value,
        residual_sd_straight_oom,
        residual_sd_kinked_oom,
        ci_level,
        cast(n_resamples as integer) as n_resamples,
        cast(n_simulations as integer) as n_simulations,
        'continuous two-piece line, break searched; percentile bootstrap' as method,
        source_url

    from breaks_with_specification

)

select * from changepoints
