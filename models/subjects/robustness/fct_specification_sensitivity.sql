with

fits as (
    select * from {{ ref('fit_robustness__specification_curve') }}
    where not is_repeated
),

headlines as (

    select trends.*

    from {{ ref('specification_curve_choices') }} as choices
    inner join {{ ref('fct_growth_trends') }} as trends
        on choices.option_name = trends.specification
    where choices.dimension = 'headline' and trends.group_name = 'all'

),

choices as (

    select
        fits.metric,
        headlines.snapshot_date,
        fits.start_option as start,
        fits.outlier_option as outliers,
        fits.population_option as population,
        fits.task_domain_option as task_domain,
        fits.model_option as model_rule,
        fits.date_basis_option as date_basis,
        fits.estimator,
        'all' as whole_curve,
        fits.slope_oom_per_year,
        case
            when fits.status = 'estimated'
                then coalesce(fits.slope_oom_per_year_ci_low > 0, false)
        end as is_growth_established,
        fits.slope_oom_per_year
        between headlines.slope_oom_per_year_ci_low
        and headlines.slope_oom_per_year_ci_high as is_within_headline_interval,
        headlines.specification as headline_specification,
        headlines.slope_oom_per_year as headline_slope_oom_per_year,
        headlines.slope_oom_per_year_ci_low as headline_slope_oom_per_year_ci_low,
        headlines.slope_oom_per_year_ci_high as headline_slope_oom_per_year_ci_high,
        headlines.ci_level

    from fits
    inner join headlines
        on
            fits.metric = headlines.metric
            and fits.snapshot_date = headlines.snapshot_date

),

-- each combination counts once under each of its choices, and once under all
estimates_by_choice as (

    unpivot choices
    on
    whole_curve,
    start,
    outliers,
    population,
    task_domain,
    model_rule,
    date_basis,
    estimator
    into name dimension value option_name

),

estimates_by_option as (

    select
        metric,
        snapshot_date,
        dimension,
        option_name,
        cast(count(*) as integer) as n_combinations,
        cast(count(slope_oom_per_year) as integer) as n_estimated,
        median(slope_oom_per_year) as slope_median_oom_per_year,
        min(slope_oom_per_year) as slope_min_oom_per_year,
        quantile_cont(slope_oom_per_year, 0.25) as slope_quartile_1_oom_per_year,
        quantile_cont(slope_oom_per_year, 0.75) as slope_quartile_3_oom_per_year,
        max(slope_oom_per_year) as slope_max_oom_per_year,
        avg(cast(is_growth_established as integer)) as growth_established_share,
        avg(cast(is_within_headline_interval as integer))
            as within_headline_interval_share,
        any_value(headline_specification) as headline_specification,
        any_value(headline_slope_oom_per_year) as headline_slope_oom_per_year,
        any_value(headline_slope_oom_per_year_ci_low)
            as headline_slope_oom_per_year_ci_low,
        any_value(headline_slope_oom_per_year_ci_high)
            as headline_slope_oom_per_year_ci_high,
        any_value(ci_level) as ci_level

    from estimates_by_choice
    group by metric, snapshot_date, dimension, option_name

),

specification_sensitivity as (

    select
        *,
        {{ doubling_months('slope_median_oom_per_year') }} as doubling_median_months,
        -- the fastest growth doubles soonest
        {{ doubling_months('slope_max_oom_per_year') }} as doubling_min_months,
        {{ doubling_months('slope_min_oom_per_year') }} as doubling_max_months

    from estimates_by_option

)

select * from specification_sensitivity
