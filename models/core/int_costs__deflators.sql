with

prices as (
    select * from {{ ref('stg_bls__producer_prices') }}
    qualify snapshot_date = max(snapshot_date) over ()
),

-- months as numbers such as 202312
assumptions as (

    select
        {{ rule_value(ref('cost_assumptions'), 'usd_2020_month') }} as usd_2020_month,
        {{ rule_value(ref('cost_assumptions'), 'usd_2023_month') }} as usd_2023_month

),

bases as (

    select
        max(prices.price_index) filter (
            where
            100 * year(prices.price_month) + month(prices.price_month)
            = assumptions.usd_2020_month
        ) as price_index_2020,
        max(prices.price_index) filter (
            where
            100 * year(prices.price_month) + month(prices.price_month)
            = assumptions.usd_2023_month
        ) as price_index_2023

    from prices
    cross join assumptions

),

factors as (

    select
        prices.price_month,
        -- dollars of later months count as dollars of the last month known
        lead(
            prices.price_month, 1, date '9999-12-01'
        ) over (order by prices.price_month) as next_price_month,
        bases.price_index_2020 / prices.price_index as usd_2020_per_usd,
        bases.price_index_2023 / prices.price_index as usd_2023_per_usd

    from prices
    cross join bases

)

select * from factors
