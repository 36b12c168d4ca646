with

thresholds as (select * from {{ ref('forecast_thresholds') }}),

specifications as (

    select distinct
        forecast_specification,
        specification,
        benchmark,
        min_points,
        quantile_levels

    from {{ ref('forecast_specifications') }}

),

yearly as (

    select
        forecast_specification,
        threshold_flop,
        source_url,
        unnest(range(first_year, last_year + 1)) as calendar_year

    from thresholds

),

forecast_thresholds as (

    select
        yearly.forecast_specification,
        specifications.specification,
        specifications.benchmark,
        specifications.min_points,
        specifications.quantile_levels,
        yearly.threshold_flop,
        log10(yearly.threshold_flop) as threshold_oom,
        cast(yearly.calendar_year as integer) as calendar_year,
        yearly.source_url

    from yearly
    inner join specifications
        on yearly.forecast_specification = specifications.forecast_specification

)

select * from forecast_thresholds
