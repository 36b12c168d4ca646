with

points as (select * from {{ ref('stg_openai__ai_and_compute_points') }}),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

snapshots as (

    select distinct snapshot_date
    from training_runs

),

point_comparisons as (

    select
        snapshots.snapshot_date,
        points.point_name,
        points.publication_date,
        points.ai_model_id,
        training_runs.ai_model_name,
        training_runs.publication_date as recorded_publication_date,
        points.training_compute_flop as openai_training_compute_flop,
        training_runs.training_compute_flop,
        log10(
            {{ ratio(
                'training_runs.training_compute_flop', 'points.training_compute_flop'
            ) }}
        ) as difference_oom,
        {{ ratio(
            'points.training_compute_flop',
            'first_value(points.training_compute_flop) over since_first'
        ) }} as openai_factor_since_first,
        {{ ratio(
            'training_runs.training_compute_flop',
            'first_value(training_runs.training_compute_flop) over since_first'
        ) }} as factor_since_first,
        points.source_url

    from snapshots
    cross join points
    left join training_runs
        on
            snapshots.snapshot_date = training_runs.snapshot_date
            and points.ai_model_id = training_runs.ai_model_id
    window since_first as (
        partition by snapshots.snapshot_date
        order by points.publication_date, points.point_name
    )

)

select * from point_comparisons
