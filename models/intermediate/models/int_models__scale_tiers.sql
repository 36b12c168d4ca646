with

training_runs as (

    select * from {{ ref('int_models__training_runs') }}

),

tiers as (

    select * from {{ ref('scale_tiers') }}

),

by_parameters as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        tiers.scale_tier

    from training_runs
    inner join tiers
        on
            tiers.quantity = 'parameters'
            and {{ in_scale_tier('training_runs.parameters', 'tiers') }}
    where training_runs.parameters is not null

),

by_compute as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        tiers.scale_tier

    from training_runs
    inner join tiers
        on
            tiers.quantity = 'training_compute'
            and {{ in_scale_tier('training_runs.training_compute_flop', 'tiers') }}
    where training_runs.training_compute_flop is not null

),

joined as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        by_parameters.scale_tier as parameter_tier,
        by_compute.scale_tier as training_compute_tier

    from training_runs
    left join by_parameters using (snapshot_date, ai_model_id)
    left join by_compute using (snapshot_date, ai_model_id)

)

select * from joined
