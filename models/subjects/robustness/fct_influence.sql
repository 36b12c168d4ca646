with

trends as (select * from {{ ref('fct_growth_trends') }}),

fits as (

    select * from {{ ref('fit_robustness__influence') }}
    union all by name
    select * from {{ ref('fit_robustness__estimated_cost_influence') }}

),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

rules as (

    select {{ rule_value(ref('robustness_rules'), 'dfbetas_limit') }} as dfbetas_limit

),

-- a trend without a fit keeps one row, with its reason
influence as (

    select
        trends.specification,
        trends.snapshot_date,
        trends.group_name,
        cast(coalesce(fits.influence_rank, 1) as integer) as influence_rank,
        trends.metric,
        coalesce(fits.status, trends.status) as status,
        case
            when fits.status is null then trends.status_reason
            else cast(fits.status_reason as varchar)
        end as status_reason,
        trends.n_obs,
        fits.member_id,
        coalesce(training_runs.ai_model_name, fits.member_id) as member_name,

        fits.slope_oom_per_year,
        trends.slope_oom_per_year_ci_low,
        trends.slope_oom_per_year_ci_high,
        fits.slope_without_oom_per_year,
        fits.slope_without_oom_per_year - fits.slope_oom_per_year
            as slope_change_oom_per_year,
        fits.slope_without_oom_per_year
        between trends.slope_oom_per_year_ci_low
        and trends.slope_oom_per_year_ci_high as is_within_interval,

        {{ doubling_months('fits.slope_oom_per_year') }} as doubling_months,
        {{ doubling_months('fits.slope_without_oom_per_year') }}
            as doubling_months_without,
        {{ doubling_months('fits.slope_without_oom_per_year') }}
        - {{ doubling_months('fits.slope_oom_per_year') }} as doubling_months_change,

        fits.leverage,
        fits.dfbetas,
        abs(fits.dfbetas) > rules.dfbetas_limit / sqrt(trends.n_obs)
            as is_influential,
        trends.ci_level,
        'OLS without one model at a time, in closed form' as method

    from trends
    cross join rules
    left join fits
        on
            trends.specification = fits.specification
            and trends.snapshot_date = cast(fits.snapshot_date as date)
            and trends.group_name = fits.group_name
    left join training_runs
        on
            trends.snapshot_date = training_runs.snapshot_date
            and fits.member_id = training_runs.ai_model_id

)

select * from influence
