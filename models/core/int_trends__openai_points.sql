with

points as (

    select * from {{ ref('stg_openai__ai_and_compute_points') }}

),

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

snapshots as (

    select distinct snapshot_date
    from training_runs

),

as_published as (

    select
        'openai_points' as source_series,
        snapshots.snapshot_date,
        points.point_name as item_name,
        points.publication_date as item_date,
        points.training_compute_flop as item_value

    from snapshots
    cross join points

),

-- the same AI models at the same dates, with the compute of the snapshot
as_recorded as (

    select
        'openai_points_as_recorded' as source_series,
        training_runs.snapshot_date,
        points.point_name as item_name,
        points.publication_date as item_date,
        training_runs.training_compute_flop as item_value

    from points
    inner join training_runs
        on points.ai_model_id = training_runs.ai_model_id
    where training_runs.training_compute_flop is not null

),

combined as (

    select * from as_published
    union all
    select * from as_recorded

)

select * from combined
