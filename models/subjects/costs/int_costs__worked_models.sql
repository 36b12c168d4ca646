with

worked as (

    select * from {{ ref('worked_models') }}

),

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}
    where training_compute_flop is not null

)

select
    training_runs.snapshot_date,
    training_runs.ai_model_id,
    training_runs.ai_model_name,
    training_runs.training_compute_flop,
    training_runs.parameters,
    training_runs.training_cost_usd_2023

from training_runs
inner join worked
    on training_runs.ai_model_id = worked.ai_model_id
