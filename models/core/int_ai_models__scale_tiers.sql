with

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

parameter_tiers as (

    select * from {{ ref('scale_tiers') }}
    where quantity = 'parameters'

),

compute_tiers as (

    select * from {{ ref('scale_tiers') }}
    where quantity = 'training_compute'

),

-- an unknown value lies in no tier
joined as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        parameter_tiers.scale_tier as parameter_tier,
        compute_tiers.scale_tier as training_compute_tier

    from training_runs
    left join parameter_tiers
        on {{ in_scale_tier('training_runs.parameters', 'parameter_tiers') }}
    left join compute_tiers
        on {{ in_scale_tier('training_runs.training_compute_flop', 'compute_tiers') }}

)

select * from joined
