with

growth_samples as (select * from {{ ref('int_trends__samples') }}),

specifications as (

    select distinct
        forecast_specification,
        specification

    from {{ ref('forecast_specifications') }}

),

newest as (

    select max(snapshot_date) as newest_snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

samples_by_origin as (

    select
        specifications.forecast_specification,
        growth_samples.snapshot_date,
        growth_samples.member_id,
        growth_samples.member_year,
        growth_samples.metric_oom,
        growth_samples.snapshot_date = newest.newest_snapshot_date as is_newest

    from growth_samples
    inner join specifications
        on growth_samples.specification = specifications.specification
    cross join newest

),

forecast_samples as (

    select
        forecast_specification,
        snapshot_date,
        is_newest,
        list(member_year order by member_year, member_id) as member_years,
        list(metric_oom order by member_year, member_id) as metric_oom,
        max(metric_oom) as largest_oom

    from samples_by_origin
    group by all

)

select * from forecast_samples
