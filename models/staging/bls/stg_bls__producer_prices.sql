with

prices as (select * from {{ ref('bls__producer_prices') }}),

producer_prices as (

    select
        cast(snapshot_date as date) as snapshot_date,
        cast(price_month as date) as price_month,
        cast(price_index as double) as price_index

    from prices

)

select * from producer_prices
