with

trends as (select * from {{ ref('fct_growth_trends') }}),

fits as (

    select * from {{ ref('fit_robustness__quantile_trends') }}
    union all by name
    select * from {{ ref('fit_robustness__estimated_cost_quantiles') }}

),

rules as (

    select
        unnest([
            {{ rule_value(ref('robustness_rules'), 'quantile_trend_middle') }},
            {{ rule_value(ref('robustness_rules'), 'quantile_trend_upper') }}
        ]) as quantile

),

quantile_trends as (

    select
        trends.specification,
        trends.snapshot_date,
        trends.group_name,
        rules.quantile,
        trends.metric,
        coalesce(fits.status, trends.status) as status,
        case
            when fits.status is null then trends.status_reason
            else cast(fits.status_reason as varchar)
        end as status_reason,
        trends.n_obs,

        fits.slope_oom_per_year,
        fits.slope_oom_per_year_ci_low,
        fits.slope_oom_per_year_ci_high,
        case
            when fits.status = 'estimated'
                then coalesce(fits.slope_oom_per_year_ci_low > 0, false)
        end as is_growth_established,
        {{ doubling_months('fits.slope_oom_per_year') }} as doubling_months,
        -- faster growth doubles sooner, so the bounds change sides
        {{ doubling_months('fits.slope_oom_per_year_ci_high') }}
            as doubling_months_ci_low,
        {{ doubling_months('fits.slope_oom_per_year_ci_low') }}
            as doubling_months_ci_high,
        fits.level_oom_at_mean_year,
        fits.mean_year,

        trends.slope_oom_per_year as slope_ols_oom_per_year,
        trends.slope_theil_sen_oom_per_year,
        trends.slope_oom_per_year
        between fits.slope_oom_per_year_ci_low and fits.slope_oom_per_year_ci_high
            as is_ols_within_interval,
        trends.ci_level,
        'Quantile regression, exact; rank scores and Student t' as method

    from trends
    cross join rules
    left join fits
        on
            trends.specification = fits.specification
            and trends.snapshot_date = cast(fits.snapshot_date as date)
            and trends.group_name = fits.group_name
            and rules.quantile = fits.quantile

)

select * from quantile_trends
