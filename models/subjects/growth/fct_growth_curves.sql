with

fits as (

    select * from {{ ref('fit_growth__trends') }}
    union all by name
    select * from {{ ref('fit_growth__estimated_costs') }}

),

specifications as (select * from {{ ref('trend_specifications') }}),

points as (

    select
        specification,
        cast(snapshot_date as date) as snapshot_date,
        group_name,
        unnest(range(1, len(curve_year) + 1)) as point_number,
        unnest(curve_year) as curve_year,
        unnest(curve_oom) as fitted_oom,
        unnest(curve_oom_ci_low) as fitted_oom_ci_low,
        unnest(curve_oom_ci_high) as fitted_oom_ci_high

    from fits

),

growth_curves as (

    select
        points.specification,
        points.snapshot_date,
        points.group_name,
        cast(points.point_number as integer) as point_number,
        specifications.metric,
        points.curve_year,
        points.fitted_oom,
        points.fitted_oom_ci_low,
        points.fitted_oom_ci_high,
        specifications.ci_level

    from points
    inner join specifications
        on points.specification = specifications.specification

)

select * from growth_curves
