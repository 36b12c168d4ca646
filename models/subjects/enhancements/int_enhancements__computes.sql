with

scores as (

    select distinct
        compute_ai_model_id,
        compute_ai_model_name

    from {{ ref('stg_papers__benchmark_scores') }}
    where compute_ai_model_id is not null

),

preferred_models as (select * from {{ ref('stg_papers__preferred_models') }}),

paper_computes as (select * from {{ ref('stg_papers__training_computes') }}),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

snapshots as (

    select distinct snapshot_date from training_runs

),

ai_models as (

    select compute_ai_model_id from scores
    union distinct
    select preferred_base_id as compute_ai_model_id from preferred_models
    union distinct
    select over_id as compute_ai_model_id from preferred_models

),

-- the record of the snapshot counts; what its paper states fills the gaps
model_computes as (

    select
        snapshots.snapshot_date,
        ai_models.compute_ai_model_id,
        coalesce(
            training_runs.training_compute_flop, paper_computes.training_compute_flop
        ) as training_compute_flop,
        case
            when training_runs.training_compute_flop is not null
                then 'published_record'
            when paper_computes.training_compute_flop is not null then 'paper_table'
        end as compute_basis

    from ai_models
    cross join snapshots
    left join training_runs
        on
            ai_models.compute_ai_model_id = training_runs.ai_model_id
            and snapshots.snapshot_date = training_runs.snapshot_date
    left join paper_computes
        on ai_models.compute_ai_model_id = paper_computes.compute_ai_model_id

)

select * from model_computes
