with

forecast_specifications as (

    select * from {{ ref('forecast_specifications') }}

),

listed as (

    select
        forecast_specification,
        specification,
        horizon_years,
        benchmark,
        min_points,
        first_origin_date,
        cast(string_split(quantile_levels, ' ') as double[]) as quantile_levels,
        source_url

    from forecast_specifications

)

select * from listed
