with

growth_trends as (

    select * from {{ ref('fct_growth_trends') }}

),

series_trends as (

    select * from {{ ref('fct_series_trends') }}

),

trends as (

    select
        'fct_growth_trends' as tested_by,
        * exclude (
            metric,
            grouping_name,
            slope_oom_per_year_se,
            slope_oom_per_year_hc3_ci_low,
            slope_oom_per_year_hc3_ci_high,
            is_growth_established,
            mean_year,
            level_oom_at_mean_year,
            residual_sd_oom,
            noise_factor
        )

    from growth_trends
    union all by name
    select
        'fct_series_trends' as tested_by,
        'all' as group_name,
        * exclude (source_series, sample_rule)

    from series_trends

),

measured as (

    select
        *,
        doubling_months / 12 as doubling_years,
        doubling_months_ci_low / 12 as doubling_years_ci_low,
        doubling_months_ci_high / 12 as doubling_years_ci_high,
        power(growth_factor_per_year, 12) as growth_factor_over_twelve_years,
        power(growth_factor_per_year_ci_low, 12)
            as growth_factor_over_twelve_years_ci_low,
        power(growth_factor_per_year_ci_high, 12)
            as growth_factor_over_twelve_years_ci_high

    from trends

),

estimates as (

    select
        tested_by,
        specification,
        group_name,
        snapshot_date,
        n_obs,
        ci_level,
        method,
        status_reason,
        {{ quantity_rows([
            'slope_oom_per_year',
            'growth_factor_per_year',
            'growth_factor_over_twelve_years',
            'doubling_months',
            'doubling_years',
        ]) }}

    from measured

)

select * from estimates
