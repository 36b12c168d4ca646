-- Influence, label noise and the specification curve fit the samples of the growth
-- trends again: where they do not start from the same slope, they speak of another
-- trend.
with

trends as (select * from {{ ref('fct_growth_trends') }}),

influence as (

    select
        'influence' as refit,
        specification,
        snapshot_date,
        group_name,
        slope_oom_per_year

    from {{ ref('fct_influence') }}
    where influence_rank = 1

),

noise as (

    select
        'noise' as refit,
        specification,
        snapshot_date,
        group_name,
        slope_oom_per_year

    from {{ ref('fct_growth_noise') }}

),

headlines as (

    select
        'specification curve' as refit,
        headline_specification as specification,
        snapshot_date,
        'all' as group_name,
        slope_oom_per_year

    from {{ ref('fct_specification_curve') }}
    where is_headline

),

refits as (

    select * from influence
    union all
    select * from noise
    union all
    select * from headlines

)

select
    refits.*,
    trends.slope_oom_per_year as trend_slope_oom_per_year

from refits
inner join trends
    on
        refits.specification = trends.specification
        and refits.snapshot_date = trends.snapshot_date
        and refits.group_name = trends.group_name
where
    abs(refits.slope_oom_per_year - trends.slope_oom_per_year) > 1e-9
    or (refits.slope_oom_per_year is null) != (trends.slope_oom_per_year is null)
