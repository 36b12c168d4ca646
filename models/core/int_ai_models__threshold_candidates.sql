with

thresholds as (select * from {{ ref('int_ai_models__thresholds') }}),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

-- a model of unknown compute may lie at or above a threshold once another has
-- crossed it; without a date it may too
candidates as (

    select
        thresholds.snapshot_date,
        thresholds.threshold_name,
        thresholds.threshold_flop,
        training_runs.ai_model_id,
        training_runs.publication_date,
        training_runs.is_notable,
        training_runs.has_all_models,
        training_runs.access_tier,
        training_runs.has_open_weights,
        training_runs.confidence,
        coalesce(
            training_runs.training_compute_flop >= thresholds.threshold_flop, false
        ) as is_at_or_above,
        training_runs.training_compute_flop is null as is_compute_missing,
        case
            when thresholds.has_possible_flag
                then
                    training_runs.training_compute_flop is null
                    and coalesce(training_runs.is_possibly_over_1e23_flop, false)
        end as is_possibly_above

    from thresholds
    inner join training_runs
        on
            thresholds.snapshot_date = training_runs.snapshot_date
            and coalesce(
                training_runs.publication_date, thresholds.first_crossing_date
            ) >= thresholds.first_crossing_date

)

select * from candidates
