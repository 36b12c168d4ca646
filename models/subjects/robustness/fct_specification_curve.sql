with

fits as (select * from {{ ref('fit_robustness__specification_curve') }}),

combinations as (select * from {{ ref('int_robustness__combinations') }}),

headlines as (
    select * from {{ ref('fct_growth_trends') }}
    where group_name = 'all'
),

specification_curve as (

    select
        combinations.metric,
        cast(fits.snapshot_date as date) as snapshot_date,
        combinations.start_option,
        combinations.outlier_option,
        combinations.population_option,
        combinations.task_domain_option,
        combinations.model_option,
        combinations.date_basis_option,
        combinations.estimator,
        combinations.is_headline,
        cast(fits.sample_number as integer) as sample_number,
        fits.is_repeated,
        fits.status,
        cast(fits.status_reason as varchar) as status_reason,
        cast(fits.n_obs as integer) as n_obs,

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

        combinations.headline_specification,
        headlines.slope_oom_per_year as headline_slope_oom_per_year,
        headlines.slope_oom_per_year_ci_low as headline_slope_oom_per_year_ci_low,
        headlines.slope_oom_per_year_ci_high as headline_slope_oom_per_year_ci_high,
        fits.slope_oom_per_year
        between headlines.slope_oom_per_year_ci_low
        and headlines.slope_oom_per_year_ci_high as is_within_headline_interval,
        combinations.ci_level,
        case combinations.estimator
            when 'ols' then 'OLS; HC3 and Student t'
            when 'theil_sen' then 'Theil-Sen; Sen''s ranks'
            when 'median' then 'Median regression, exact; rank scores'
        end as method

    from combinations
    inner join fits
        on
            combinations.metric = fits.metric
            and combinations.start_option = fits.start_option
            and combinations.outlier_option = fits.outlier_option
            and combinations.population_option = fits.population_option
            and combinations.task_domain_option = fits.task_domain_option
            and combinations.model_option = fits.model_option
            and combinations.date_basis_option = fits.date_basis_option
            and combinations.estimator = fits.estimator
    left join headlines
        on
            combinations.headline_specification = headlines.specification
            and cast(fits.snapshot_date as date) = headlines.snapshot_date

)

select * from specification_curve
