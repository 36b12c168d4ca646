with

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where hardware_name is not null
),

training_starts as (select * from {{ ref('int_ai_models__training_starts') }}),

prices as (
    select * from {{ ref('stg_epoch_ai__hardware_prices') }}
    where price_date is not null
),

vocabulary as (
    select * from {{ ref('vocabulary_terms') }}
    where field = 'hardware'
),

discounts as (select * from {{ ref('committed_use_discounts') }}),

-- where no three-year price is listed, the vendor's usual discount leads to it
committed_prices as (

    select
        vocabulary.term as hardware_name,
        prices.price_date,
        coalesce(
            prices.three_year_usd_per_chip_hour,
            prices.one_year_usd_per_chip_hour
            * (1 - discounts.three_year_discount_share)
            / (1 - discounts.one_year_discount_share),
            prices.on_demand_usd_per_chip_hour
            * (1 - discounts.three_year_discount_share)
        ) as usd_per_chip_hour

    from prices
    inner join discounts
        on prices.vendor = discounts.vendor
    inner join vocabulary
        on lower(prices.hardware_name) = lower(vocabulary.published_term)

),

daily_prices as (

    select
        hardware_name,
        price_date,
        median(usd_per_chip_hour) as committed_usd_per_chip_hour

    from committed_prices
    where usd_per_chip_hour > 0
    group by hardware_name, price_date

),

nearest as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        daily_prices.price_date as committed_price_date,
        daily_prices.committed_usd_per_chip_hour,
        -- a commitment is made before training starts
        abs(date_diff(
            'day', daily_prices.price_date, training_starts.training_started_on
        )) as committed_price_gap_days

    from training_runs
    inner join training_starts using (snapshot_date, ai_model_id)
    inner join daily_prices
        on training_runs.hardware_name = daily_prices.hardware_name
    qualify row_number() over (
        partition by training_runs.snapshot_date, training_runs.ai_model_id
        order by committed_price_gap_days, daily_prices.price_date
    ) = 1

)

select * from nearest
where
    committed_price_gap_days
    <= {{ rule_value(ref('costs_rules'), 'chip_price_max_gap_days') }}
