with

training_runs as (

    select
        snapshot_date,
        ai_model_id,
        training_compute_flop,
        parameters

    from {{ ref('int_models__training_runs') }}

),

long as (

    unpivot training_runs
    on training_compute_flop, parameters
    into name metric value metric_value

)

select * from long
