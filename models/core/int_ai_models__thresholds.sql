with

thresholds as (select * from {{ ref('compute_thresholds') }}),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

snapshots as (

    select
        snapshot_date,
        bool_or(is_possibly_over_1e23_flop is not null) as has_possible_flag

    from training_runs
    group by snapshot_date

),

-- every snapshot is asked every threshold, crossed or not
thresholds_crossed as (

    select
        snapshots.snapshot_date,
        thresholds.threshold_name,
        thresholds.threshold_flop,
        min(training_runs.publication_date) as first_crossing_date,
        any_value(snapshots.has_possible_flag) as has_possible_flag

    from snapshots
    cross join thresholds
    left join training_runs
        on
            snapshots.snapshot_date = training_runs.snapshot_date
            and thresholds.threshold_flop <= training_runs.training_compute_flop
    group by all

)

select * from thresholds_crossed
