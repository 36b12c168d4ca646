with

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

unit_costs as (

    select * from {{ ref('int_ai_models__unit_costs') }}

),

estimated_costs as (

    select * from {{ ref('int_costs__estimated') }}

),

wide as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.training_cost_usd_2023 as reported_usd_2023,
        training_runs.training_cost_usd_2020 as reported_usd_2020,
        training_runs.training_cost_cloud_usd as reported_cloud,
        estimated_costs.cloud_cost_usd as cloud_estimate,
        estimated_costs.cloud_committed_cost_usd as cloud_committed_estimate,
        estimated_costs.amortised_cost_usd as amortised_estimate

    from training_runs
    inner join estimated_costs using (snapshot_date, ai_model_id)

),

long as (

    unpivot wide
    on columns(* exclude (snapshot_date, ai_model_id))
    into name cost_method value training_cost

),

described as (

    select
        long.snapshot_date,
        long.ai_model_id,
        long.cost_method,
        long.training_cost,
        case long.cost_method
            when 'reported_usd_2023' then 'usd_2023'
            when 'reported_usd_2020' then 'usd_2020'
            -- the header names no year
            when 'reported_cloud' then 'unstated'
            else 'nominal'
        end as dollars,
        long.cost_method like '%_estimate' as is_estimate,
        case
            when long.cost_method = 'reported_usd_2023' then long.training_cost
            when is_estimate then long.training_cost * estimated_costs.usd_2023_per_usd
        end as training_cost_usd_2023,
        case
            when long.cost_method = 'reported_usd_2020' then long.training_cost
            when is_estimate then long.training_cost * estimated_costs.usd_2020_per_usd
        end as training_cost_usd_2020,
        case when is_estimate then training_runs.hardware_name end as hardware_name,
        case when is_estimate then training_runs.chip_hours end as chip_hours,
        case when is_estimate then training_runs.chip_hours_basis end
            as chip_hours_basis,
        case long.cost_method
            when 'cloud_estimate' then unit_costs.usd_per_chip_hour
            when 'cloud_committed_estimate'
                then estimated_costs.committed_usd_per_chip_hour
            when 'amortised_estimate'
                then estimated_costs.amortised_cost_usd / training_runs.chip_hours
        end as usd_per_chip_hour,
        case long.cost_method
            when 'cloud_estimate' then unit_costs.chip_price_date
            when 'cloud_committed_estimate' then estimated_costs.committed_price_date
            when 'amortised_estimate' then estimated_costs.acquired_on
        end as price_date,
        case
            when long.cost_method = 'amortised_estimate'
                then estimated_costs.server_usd_per_chip
        end as server_usd_per_chip,
        case
            when long.cost_method = 'amortised_estimate'
                then {{ ratio(
                    'estimated_costs.energy_cost_usd',
                    'estimated_costs.amortised_cost_usd'
                ) }}
        end as energy_cost_share,
        training_runs.base_model is not null as is_finetune

    from long
    inner join training_runs using (snapshot_date, ai_model_id)
    inner join unit_costs using (snapshot_date, ai_model_id)
    inner join estimated_costs using (snapshot_date, ai_model_id)

)

select * from described
