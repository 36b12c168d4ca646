with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

unit_costs as (select * from {{ ref('int_ai_models__unit_costs') }}),

-- reported values and their ratios: no price, power tariff or accounting goes into them
metrics_of_runs as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.training_compute_flop,
        training_runs.parameters,
        training_runs.dataset_size,
        training_runs.dataset_size_tokens,
        training_runs.training_time_hours,
        training_runs.hardware_quantity,
        training_runs.chip_hours,
        training_runs.training_power_draw_w,
        training_runs.training_cost_usd_2020,
        training_runs.training_cost_usd_2023,
        training_runs.training_cost_cloud_usd,
        training_runs.training_cost_upfront_usd,
        unit_costs.training_energy_kwh,
        unit_costs.cost_per_flop_usd_2023,
        unit_costs.cost_per_parameter_usd_2023,
        unit_costs.compute_per_usd_2023_flop,
        unit_costs.compute_per_watt_flop,
        unit_costs.compute_per_joule_flop,
        unit_costs.tokens_per_parameter

    from training_runs
    inner join unit_costs using (snapshot_date, ai_model_id)

),

metric_values as (

    unpivot metrics_of_runs
    on columns(* exclude (snapshot_date, ai_model_id))
    into name metric value metric_value

)

select * from metric_values
