with

training_costs as (select * from {{ ref('int_costs__training_costs_by_method') }}),

cost_origins as (select * from {{ ref('int_ai_models__unit_costs') }}),

costs_with_origin as (

    select
        training_costs.*,
        case
            when training_costs.cost_method = 'reported_usd_2023'
                then cost_origins.cost_origin
        end as cost_origin

    from training_costs
    inner join cost_origins using (snapshot_date, ai_model_id)

)

select * from costs_with_origin
