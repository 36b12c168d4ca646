with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

estimated_costs as (select * from {{ ref('int_costs__estimated_training_costs') }}),

published_costs as (

    select
        snapshot_date,
        ai_model_id,
        training_cost_usd_2023 as reported_usd_2023,
        training_cost_usd_2020 as reported_usd_2020,
        training_cost_cloud_usd as reported_cloud

    from training_runs

),

reported_costs as (

    unpivot published_costs
    on reported_usd_2023, reported_usd_2020, reported_cloud
    into name cost_method value training_cost

),

costs as (

    select
        snapshot_date,
        ai_model_id,
        cost_method,
        training_cost,
        false as is_estimate,
        case cost_method
            when 'reported_usd_2023' then 'usd_2023'
            when 'reported_usd_2020' then 'usd_2020'
            -- the header names no year
            else 'unstated'
        end as dollars,
        case when cost_method = 'reported_usd_2023' then training_cost end
            as training_cost_usd_2023,
        case when cost_method = 'reported_usd_2020' then training_cost end
            as training_cost_usd_2020,
        -- what only an estimate rests on
        cast(null as double) as usd_per_chip_hour,
        cast(null as date) as price_date,
        cast(null as double) as server_usd_per_chip,
        cast(null as double) as energy_cost_share

    from reported_costs
    union all
    select
        snapshot_date,
        ai_model_id,
        cost_method,
        training_cost,
        true as is_estimate,
        'nominal' as dollars,
        training_cost_usd_2023,
        training_cost_usd_2020,
        usd_per_chip_hour,
        price_date,
        server_usd_per_chip,
        energy_cost_share

    from estimated_costs

),

costs_by_method as (

    select
        costs.*,
        case when costs.is_estimate then training_runs.hardware_name end
            as hardware_name,
        case when costs.is_estimate then training_runs.chip_hours end as chip_hours,
        case when costs.is_estimate then training_runs.chip_hours_basis end
            as chip_hours_basis,
        training_runs.base_model is not null as is_finetune

    from costs
    inner join training_runs using (snapshot_date, ai_model_id)

)

select * from costs_by_method
