with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

openai_points as (select * from {{ ref('stg_openai__ai_and_compute_points') }}),

number_ones as (select * from {{ ref('stg_top500__number_ones') }}),

supercomputer_days as (select * from {{ ref('int_ai_models__supercomputer_days') }}),

flags as (select * from {{ ref('int_ai_models__record_and_frontier_flags') }}),

snapshots as (

    select distinct snapshot_date
    from training_runs

),

published_openai_points as (

    select
        'openai_points' as source_series,
        snapshots.snapshot_date,
        openai_points.point_name as item_name,
        openai_points.publication_date as item_date,
        openai_points.training_compute_flop as item_value

    from snapshots
    cross join openai_points

),

-- the same AI models at the same dates, with the compute of the snapshot
recorded_openai_points as (

    select
        'openai_points_as_recorded' as source_series,
        training_runs.snapshot_date,
        openai_points.point_name as item_name,
        openai_points.publication_date as item_date,
        training_runs.training_compute_flop as item_value

    from openai_points
    inner join training_runs
        on openai_points.ai_model_id = training_runs.ai_model_id
    where training_runs.training_compute_flop is not null

),

-- a snapshot knows the lists of its day
supercomputers as (

    select
        'supercomputers' as source_series,
        snapshots.snapshot_date,
        cast(number_ones.list_date as varchar) as item_name,
        number_ones.list_date as item_date,
        number_ones.rmax_flop_per_s as item_value

    from snapshots
    inner join number_ones
        on snapshots.snapshot_date >= number_ones.list_date

),

-- a record is a frontier model too, and stands in both series
days_of_supercomputers as (

    select
        unnest(
            case
                when flags.is_compute_record
                    then [
                        'supercomputer_days_of_frontier_models',
                        'supercomputer_days_of_compute_records'
                    ]
                else ['supercomputer_days_of_frontier_models']
            end
        ) as source_series,
        supercomputer_days.snapshot_date,
        supercomputer_days.ai_model_id as item_name,
        supercomputer_days.publication_date as item_date,
        supercomputer_days.supercomputer_days as item_value

    from supercomputer_days
    inner join flags using (snapshot_date, ai_model_id)
    where flags.is_frontier

),

series_points as (

    select * from published_openai_points
    union all
    select * from recorded_openai_points
    union all
    select * from supercomputers
    union all
    select * from days_of_supercomputers

)

select * from series_points
