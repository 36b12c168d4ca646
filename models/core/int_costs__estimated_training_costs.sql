with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

chip_prices as (select * from {{ ref('int_costs__chip_prices') }}),

committed_prices as (select * from {{ ref('int_costs__committed_prices') }}),

amortised_costs as (select * from {{ ref('int_costs__amortised_training_costs') }}),

deflators as (select * from {{ ref('int_costs__deflators') }}),

prices as (

    select
        snapshot_date,
        ai_model_id,
        'cloud_estimate' as cost_method,
        'estimated_cost_usd' as metric,
        usd_per_chip_hour,
        chip_price_date as price_date

    from chip_prices
    union all
    select
        snapshot_date,
        ai_model_id,
        'cloud_committed_estimate' as cost_method,
        'cloud_committed_cost_usd_2023' as metric,
        committed_usd_per_chip_hour as usd_per_chip_hour,
        committed_price_date as price_date

    from committed_prices

),

costs as (

    select
        prices.*,
        training_runs.chip_hours * prices.usd_per_chip_hour as training_cost,
        cast(null as double) as server_usd_per_chip,
        cast(null as double) as energy_cost_share

    from prices
    inner join training_runs using (snapshot_date, ai_model_id)
    where training_runs.chip_hours is not null
    union all by name
    select
        snapshot_date,
        ai_model_id,
        'amortised_estimate' as cost_method,
        'amortised_cost_usd_2023' as metric,
        amortised_cost_usd / chip_hours as usd_per_chip_hour,
        acquired_on as price_date,
        amortised_cost_usd as training_cost,
        server_usd_per_chip,
        {{ ratio('energy_cost_usd', 'amortised_cost_usd') }} as energy_cost_share

    from amortised_costs
    where amortised_cost_usd is not null

),

-- dollars of the month of publication, as in the paper
deflated_costs as (

    select
        costs.*,
        costs.training_cost * deflators.usd_2023_per_usd as training_cost_usd_2023,
        costs.training_cost * deflators.usd_2020_per_usd as training_cost_usd_2020

    from costs
    inner join training_runs using (snapshot_date, ai_model_id)
    left join deflators
        on
            training_runs.publication_date >= deflators.price_month
            and training_runs.publication_date < deflators.next_price_month

),

-- a trend of the first is in dollars of its time, of the others in constant ones
estimated_costs as (

    select
        *,
        case
            when metric = 'estimated_cost_usd' then training_cost
            else training_cost_usd_2023
        end as metric_value

    from deflated_costs

)

select * from estimated_costs
