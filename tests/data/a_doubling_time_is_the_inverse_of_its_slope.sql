-- Three columns say the same thing in three units, and charts take any of them. Bounds
-- change sides for the doubling time: the fastest growth doubles soonest.
with

trends as (select * from {{ ref('fct_growth_trends') }}),

pairs as (

    select
        'estimate' as part,
        slope_oom_per_year as slope,
        doubling_months,
        growth_factor_per_year

    from trends
    union all
    select
        'fast bound' as part,
        slope_oom_per_year_ci_high as slope,
        doubling_months_ci_low as doubling_months,
        growth_factor_per_year_ci_high as growth_factor_per_year

    from trends
    union all
    select
        'slow bound' as part,
        slope_oom_per_year_ci_low as slope,
        doubling_months_ci_high as doubling_months,
        growth_factor_per_year_ci_low as growth_factor_per_year

    from trends

),

-- what does not grow has no doubling time
differing as (

    select * from pairs
    where
        (coalesce(slope, 0) > 0) != (doubling_months is not null)
        or (slope is null) != (growth_factor_per_year is null)
        or abs(doubling_months * slope / (12 * log10(2)) - 1) > 1e-9
        or abs(log10(growth_factor_per_year) - slope) > 1e-9

)

select * from differing
