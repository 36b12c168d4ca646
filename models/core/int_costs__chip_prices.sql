with

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where hardware_name is not null and publication_date is not null
),

prices as (
    select * from {{ ref('stg_epoch_ai__hardware_prices') }}
    where on_demand_usd_per_chip_hour > 0 and price_date is not null
),

vocabulary as (
    select * from {{ ref('vocabulary_terms') }}
    where field = 'hardware'
),

-- offers of one chip on one day differ by vendor and place
daily_prices as (

    select
        vocabulary.term as hardware_name,
        prices.price_date,
        median(prices.on_demand_usd_per_chip_hour) as usd_per_chip_hour,
        count(*) as n_offers

    from prices
    inner join vocabulary
        on lower(prices.hardware_name) = lower(vocabulary.published_term)
    group by vocabulary.term, prices.price_date

),

nearest as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        daily_prices.price_date as chip_price_date,
        daily_prices.usd_per_chip_hour,
        daily_prices.n_offers,
        abs(date_diff('day', daily_prices.price_date, training_runs.publication_date))
            as chip_price_gap_days

    from training_runs
    inner join daily_prices
        on training_runs.hardware_name = daily_prices.hardware_name
    qualify row_number() over (
        partition by training_runs.snapshot_date, training_runs.ai_model_id
        -- of two prices as near, the earlier was known at the time
        order by chip_price_gap_days, daily_prices.price_date
    ) = 1

)

select * from nearest
where
    chip_price_gap_days
    <= {{ rule_value(ref('costs_rules'), 'chip_price_max_gap_days') }}
