with

offers as (select * from {{ ref('chip_offers') }}),

inputs as (select * from {{ ref('economic_inputs') }}),

prices as (select * from {{ ref('stg_epoch_ai__hardware_prices') }}),

-- a price that a source states is that of a node of several chips
stated_rates as (

    select
        offers.chip_offer,
        node_prices.input_value / node_chips.input_value as usd_per_chip_hour,
        node_prices.as_of_date as price_date,
        node_prices.source_url

    from offers
    inner join inputs as node_prices
        on offers.node_price_input = node_prices.input_name
    inner join inputs as node_chips
        on offers.node_chips_input = node_chips.input_name

),

-- other offers cost what they did on the newest day on which the vendor listed the chip
listed_rates as (

    select
        offers.chip_offer,
        case offers.term
            when 'on_demand' then prices.on_demand_usd_per_chip_hour
            when 'three_year' then prices.three_year_usd_per_chip_hour
        end as usd_per_chip_hour,
        prices.price_date,
        prices.price_link as source_url

    from offers
    inner join prices
        on
            offers.vendor = prices.vendor
            and offers.hardware_name = prices.hardware_name
    where offers.node_price_input is null
    qualify row_number() over (
        partition by offers.chip_offer
        order by
            prices.price_date desc,
            prices.on_demand_usd_per_chip_hour asc,
            prices.record_number asc
    ) = 1

),

priced_offers as (

    select * from stated_rates
    union all
    select * from listed_rates

),

chip_offers as (

    select
        priced_offers.chip_offer,
        offers.hardware_name,
        priced_offers.usd_per_chip_hour,
        rates.input_value as achieved_flop_per_s,
        bandwidths.input_value as memory_bandwidth_byte_per_s,
        priced_offers.price_date,
        priced_offers.source_url

    from priced_offers
    inner join offers
        on priced_offers.chip_offer = offers.chip_offer
    inner join inputs as rates
        on offers.achieved_rate_input = rates.input_name
    inner join inputs as bandwidths
        on offers.memory_bandwidth_input = bandwidths.input_name

)

select * from chip_offers
