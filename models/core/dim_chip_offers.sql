with

offers as (

    select * from {{ ref('int_costs__chip_offers') }}

)

select
    chip_offer,
    hardware_name,
    usd_per_chip_hour,
    achieved_flop_per_s,
    memory_bandwidth_byte_per_s,
    price_date,
    source_url

from offers
