-- A size between two classes, or a date between two eras, would vanish from every count
-- by class: a gap left by an edit of a boundary. Without a size or date, no class.
with

training_runs as (select * from {{ ref('fct_training_runs') }}),

misplaced as (

    select
        snapshot_date,
        ai_model_id,
        parameters,
        parameter_tier,
        training_compute_flop,
        training_compute_tier,
        publication_date,
        era,
        era_from_2012

    from training_runs
    where
        (parameters is null) != (parameter_tier is null)
        or (training_compute_flop is null) != (training_compute_tier is null)
        or (publication_date is null) != (era is null)
        or (publication_date is null) != (era_from_2012 is null)

)

select * from misplaced
