-- Which AI models used more training compute than every model before them?
with

training_runs as (select * from {{ ref('fct_training_runs') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where is_newest
),

records as (

    select
        training_runs.publication_date,
        training_runs.ai_model_name,
        training_runs.organization_type,
        training_runs.training_compute_flop,
        training_runs.confidence,
        training_runs.link

    from training_runs
    inner join snapshots
        on training_runs.snapshot_date = snapshots.snapshot_date
    where
        training_runs.is_compute_record
        and training_runs.publication_date >= date '2010-01-01'

)

select * from records
order by publication_date
