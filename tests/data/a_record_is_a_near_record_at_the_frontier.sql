-- The three flags are nested by definition: the largest run so far is within a tenth of
-- itself and among the ten largest. Only a model with compute and date has any.
with

training_runs as (select * from {{ ref('fct_training_runs') }}),

contradicting as (

    select
        snapshot_date,
        ai_model_id,
        is_compute_record,
        is_near_compute_record,
        is_frontier

    from training_runs
    where
        (is_compute_record and not (is_near_compute_record and is_frontier))
        or (
            (is_near_compute_record or is_frontier or is_large_scale or is_low_outlier)
            and (training_compute_flop is null or publication_date is null)
        )

)

select * from contradicting
