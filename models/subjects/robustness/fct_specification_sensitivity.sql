with

curve as (

    select * from {{ ref('fct_specification_curve') }}
    where not is_repeated

),

choices as (

    select
        * exclude (
            start_option,
            outlier_option,
            population_option,
            task_domain_option,
            model_option,
            date_basis_option
        ),
        start_option as start,
        outlier_option as outliers,
        population_option as population,
        task_domain_option as task_domain,
        model_option as model_rule,
        date_basis_option as date_basis,
        'all' as whole_curve

    from curve

),

-- each combination counts once under each of its choices, and once under all
long as (

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

summarised as (

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

    from long
    group by metric, snapshot_date, dimension, option_name

),

converted as (

    select
        metric,
        snapshot_date,
        dimension,
        option_name,
        n_combinations,
        n_estimated,
        slope_median_oom_per_year,
        slope_min_oom_per_year,
        slope_quartile_1_oom_per_year,
        slope_quartile_3_oom_per_year,
        slope_max_oom_per_year,
        {{ doubling_months('slope_median_oom_per_year') }} as doubling_median_months,
        -- the fastest growth doubles soonest
        {{ doubling_months('slope_max_oom_per_year') }} as doubling_min_months,
        {{ doubling_months('slope_min_oom_per_year') }} as doubling_max_months,
        growth_established_share,
        within_headline_interval_share,
        headline_specification,
        headline_slope_oom_per_year,
        headline_slope_oom_per_year_ci_low,
        headline_slope_oom_per_year_ci_high,
        ci_level

    from summarised

)

select * from converted
