-- How fast do chips improve, all of them and the best of their day? Speed, speed for a
-- dollar and for a watt, memory and bandwidth since 2010.
with

growth_trends as (select * from {{ ref('fct_growth_trends') }}),

chips as (

    select
        specification,
        n_obs,
        growth_factor_per_year,
        growth_factor_per_year_ci_low,
        growth_factor_per_year_ci_high,
        doubling_months / 12 as doubling_years,
        r_squared

    from growth_trends
    where specification like 'hardware\_\_%' escape '\' and group_name = 'all'

)

select * from chips
order by growth_factor_per_year desc nulls last
