with

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

unit_costs as (

    select * from {{ ref('int_ai_models__unit_costs') }}

),

committed_prices as (

    select * from {{ ref('int_costs__committed_prices') }}

),

amortised_costs as (

    select * from {{ ref('int_costs__amortised') }}

),

deflators as (

    select * from {{ ref('int_costs__deflators') }}

),

estimated as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.publication_date,
        unit_costs.estimated_cost_usd as cloud_cost_usd,
        training_runs.chip_hours * committed_prices.committed_usd_per_chip_hour
            as cloud_committed_cost_usd,
        amortised_costs.amortised_cost_usd,
        committed_prices.committed_usd_per_chip_hour,
        committed_prices.committed_price_date,
        amortised_costs.server_usd_per_chip,
        amortised_costs.acquired_on,
        amortised_costs.training_started_on,
        amortised_costs.server_usd_per_chip_at_start,
        amortised_costs.amortised_server_cost_usd,
        amortised_costs.amortised_interconnect_cost_usd,
        amortised_costs.energy_cost_usd

    from training_runs
    inner join unit_costs using (snapshot_date, ai_model_id)
    left join committed_prices using (snapshot_date, ai_model_id)
    left join amortised_costs using (snapshot_date, ai_model_id)

),

-- dollars of the month of publication, as in the paper
deflated as (

    select
        estimated.*,
        estimated.cloud_cost_usd * deflators.usd_2023_per_usd as cloud_cost_usd_2023,
        estimated.cloud_committed_cost_usd * deflators.usd_2023_per_usd
            as cloud_committed_cost_usd_2023,
        estimated.amortised_cost_usd * deflators.usd_2023_per_usd
            as amortised_cost_usd_2023,
        deflators.usd_2020_per_usd,
        deflators.usd_2023_per_usd

    from estimated
    left join deflators
        on
            estimated.publication_date >= deflators.price_month
            and estimated.publication_date < deflators.next_price_month

)

select * from deflated
