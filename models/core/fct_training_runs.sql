with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

listings as (select * from {{ ref('int_ai_models__listings') }}),

labels as (select * from {{ ref('int_ai_models__labels') }}),

z_scores as (
    select * from {{ ref('int_ai_models__z_scores') }}
    where is_default
),

flags as (select * from {{ ref('int_ai_models__record_and_frontier_flags') }}),

unit_costs as (select * from {{ ref('int_ai_models__unit_costs') }}),

chip_prices as (select * from {{ ref('int_costs__chip_prices') }}),

described_runs as (

    select
        training_runs.snapshot_date,
        listings.valid_to,
        training_runs.ai_model_id,
        training_runs.ai_model_name,
        training_runs.scope,
        training_runs.record_number,
        training_runs.has_all_models,
        training_runs.is_in_all_view,
        training_runs.is_in_notable_view,
        training_runs.is_in_frontier_view,
        training_runs.is_in_large_scale_view,
        training_runs.publication_date,
        training_runs.publication_date_precision,
        training_runs.publication_year,
        training_runs.link,

        training_runs.is_notable,
        training_runs.confidence,
        training_runs.organization_type,
        training_runs.access_tier,
        training_runs.access_rank,
        training_runs.has_open_weights,
        training_runs.base_model,
        labels.era,
        labels.era_from_2012,
        labels.parameter_tier,
        labels.training_compute_tier,

        training_runs.training_compute_flop,
        training_runs.training_compute_basis,
        training_runs.training_compute_flop_low,
        training_runs.training_compute_flop_high,
        training_runs.finetune_compute_flop,
        training_runs.parameters,
        training_runs.dataset_size,
        training_runs.dataset_size_tokens,
        training_runs.n_epochs,
        training_runs.training_time_hours,
        training_runs.training_hardware,
        training_runs.hardware_name,
        training_runs.hardware_quantity,
        training_runs.hardware_utilization_mfu,
        training_runs.training_power_draw_w,
        training_runs.training_cost_usd_2020,
        training_runs.training_cost_usd_2023,
        training_runs.chip_hours,
        training_runs.chip_hours_basis,

        -- an estimate, which stays apart from the reported cost
        training_runs.chip_hours * chip_prices.usd_per_chip_hour as estimated_cost_usd,
        chip_prices.usd_per_chip_hour,
        chip_prices.chip_price_date,
        unit_costs.cost_per_flop_usd_2023,
        unit_costs.cost_per_parameter_usd_2023,
        unit_costs.compute_per_usd_2023_flop,
        unit_costs.compute_per_watt_flop,
        unit_costs.compute_per_joule_flop,
        unit_costs.training_energy_kwh,
        unit_costs.tokens_per_parameter,
        unit_costs.unit_cost_basis,
        unit_costs.energy_efficiency_basis,
        unit_costs.training_energy_basis,
        unit_costs.tokens_per_parameter_basis,
        case when estimated_cost_usd is not null then 'estimated' end
            as estimated_cost_basis,

        z_scores.training_compute_z,
        coalesce(z_scores.is_low_outlier, false) as is_low_outlier,
        coalesce(z_scores.is_large_scale, false) as is_large_scale,
        coalesce(flags.is_compute_record, false) as is_compute_record,
        coalesce(flags.is_near_compute_record, false) as is_near_compute_record,
        coalesce(flags.is_frontier, false) as is_frontier,
        coalesce(training_runs.is_frontier, false) as is_frontier_published

    from training_runs
    left join listings using (snapshot_date, ai_model_id)
    left join labels using (snapshot_date, ai_model_id)
    left join z_scores using (snapshot_date, ai_model_id)
    left join flags using (snapshot_date, ai_model_id)
    left join unit_costs using (snapshot_date, ai_model_id)
    left join chip_prices using (snapshot_date, ai_model_id)

)

select * from described_runs
