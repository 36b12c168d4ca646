with

inputs as (

    select * from {{ ref('int_economics__inputs') }}

),

prices as (

    select * from {{ ref('stg_epoch_ai__hardware_prices') }}

),

-- the newest day on which Azure offered an A100 at the price the brief uses
azure as (

    select
        on_demand_usd_per_chip_hour,
        three_year_usd_per_chip_hour

    from prices
    where vendor = 'Microsoft Azure' and hardware_name = 'NVIDIA A100'
    qualify row_number() over (
        order by
            price_date desc,
            on_demand_usd_per_chip_hour asc,
            record_number asc
    ) = 1

),

offers as (

    select
        'aws_on_demand' as chip_offer,
        value_of['aws_on_demand_node_price'] / value_of['chips_per_node']
            as usd_per_chip_hour

    from inputs
    union all
    select
        'aws_three_year' as chip_offer,
        value_of['aws_three_year_node_price'] / value_of['chips_per_node']
            as usd_per_chip_hour

    from inputs
    union all
    select
        'azure_on_demand' as chip_offer,
        on_demand_usd_per_chip_hour as usd_per_chip_hour

    from azure
    union all
    select
        'azure_three_year' as chip_offer,
        three_year_usd_per_chip_hour as usd_per_chip_hour

    from azure

),

-- all four are A100, so rate and bandwidth are the same
equipped as (

    select
        offers.chip_offer,
        'NVIDIA A100' as hardware_name,
        offers.usd_per_chip_hour,
        inputs.value_of['a100_achieved_rate'] as achieved_flop_per_s,
        inputs.value_of['a100_memory_bandwidth'] as memory_bandwidth_byte_per_s

    from offers
    cross join inputs

)

select * from equipped
