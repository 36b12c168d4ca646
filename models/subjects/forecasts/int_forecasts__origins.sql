with

specifications as (

    select distinct
        forecast_specification,
        specification,
        first_origin_date

    from {{ ref('forecast_specifications') }}

),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

-- refits at past dates, on what the snapshot knew of them later
past_dates as (

    select
        specifications.forecast_specification,
        specifications.specification,
        snapshots.snapshot_date,
        unnest(
            generate_series(
                specifications.first_origin_date,
                snapshots.snapshot_date - 1,
                interval 1 year
            )
        ) as origin_at,
        'past_date' as origin_kind

    from specifications
    cross join snapshots

),

-- refits of everything a snapshot knew on its own day
snapshot_days as (

    select
        specifications.forecast_specification,
        specifications.specification,
        snapshots.snapshot_date,
        snapshots.snapshot_date as origin_at,
        'snapshot' as origin_kind

    from specifications
    cross join snapshots

),

candidate_origins as (

    select * from past_dates
    union all
    select * from snapshot_days

),

origins as (

    select
        forecast_specification,
        specification,
        snapshot_date,
        cast(origin_at as date) as origin_date,
        {{ fractional_year('cast(origin_at as date)') }} as origin_year,
        origin_kind,
        {{ fractional_year('max(snapshot_date) over ()') }} as newest_year

    from candidate_origins

)

select * from origins
