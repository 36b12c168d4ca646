with

fits as (

    select
        * exclude (
            specification, period, snapshot_date, degree, status, status_reason, n_obs
        ),
        specification as fit_specification,
        period as fit_period,
        cast(snapshot_date as date) as fit_snapshot_date,
        status as fit_status,
        status_reason as fit_status_reason,
        n_obs as fit_n_obs

    from {{ ref('fit_sizes__parameter_gaps') }}

),

specifications as (select * from {{ ref('int_sizes__gap_specifications') }}),

periods as (

    select
        period,
        period_rank,
        starts_on,
        ends_before

    from {{ ref('parameter_gap_periods') }}

),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

-- a period without models still gets its row, and a reason
gaps_with_specification as (

    select
        specifications.specification,
        specifications.period,
        periods.period_rank,
        periods.starts_on,
        periods.ends_before,
        snapshots.snapshot_date,
        specifications.question,
        specifications.gap_rule,
        specifications.population,
        specifications.task_domain,
        specifications.lower_bound,
        specifications.upper_bound,
        specifications.degree,
        specifications.ci_level,
        specifications.source_url,
        coalesce(fits.fit_status, 'not_estimable') as status,
        case
            when fits.fit_specification is null then 'no model of a known size'
            else cast(fits.fit_status_reason as varchar)
        end as status_reason,
        coalesce(fits.fit_n_obs, 0) as n_obs,
        fits.*

    from specifications
    inner join periods
        on specifications.period = periods.period
    cross join snapshots
    left join fits
        on
            specifications.specification = fits.fit_specification
            and specifications.period = fits.fit_period
            and snapshots.snapshot_date = fits.fit_snapshot_date

),

parameter_gaps as (

    select
        specification,
        period,
        period_rank,
        starts_on,
        ends_before,
        snapshot_date,
        question,
        gap_rule,
        population,
        task_domain,
        lower_bound as gap_low_parameters,
        upper_bound as gap_high_parameters,
        status,
        status_reason,
        cast(n_obs as integer) as n_obs,
        cast(n_in_gap as integer) as n_in_gap,
        expected_in_gap as n_expected_in_gap,
        expected_in_gap_ci_low as n_expected_in_gap_ci_low,
        expected_in_gap_ci_high as n_expected_in_gap_ci_high,
        ratio as observed_to_expected,
        ratio_ci_low as observed_to_expected_ci_low,
        ratio_ci_high as observed_to_expected_ci_high,
        p_value_fewer,
        p_value_two_sided,
        dispersion,
        cast(degree as integer) as degree,
        cast(n_bins_outside as integer) as n_bins_outside,
        support_low_parameters,
        support_high_parameters,
        ci_level,
        cast(n_simulations as integer) as n_simulations,
        'Poisson regression of counts outside the gap; simulated' as method,
        source_url

    from gaps_with_specification

)

select * from parameter_gaps
