with

training_costs as (

    select * from {{ ref('fct_training_costs') }}

),

estimates as (

    select
        'fct_training_costs' as tested_by,
        cost_method as specification,
        ai_model_id as group_name,
        snapshot_date,
        1 as n_obs,
        'cost of one training run' as method,
        {{ quantity_rows([], ['training_cost_usd_2023']) }}

    from training_costs

)

select * from estimates
