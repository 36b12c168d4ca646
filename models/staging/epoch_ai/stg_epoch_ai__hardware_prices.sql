with

prices as (select * from {{ ref('epoch_ai__hardware_prices') }}),

hardware_prices as (

    select
        cast(snapshot_date as date) as snapshot_date,
        cast(record_number as integer) as record_number,
        {{ clean_text('hardware_name') }} as hardware_name,
        {{ clean_text('vendor') }} as vendor,
        {{ clean_text('location') }} as location,
        regexp_extract(price_link, 'https?://[^\s<>"]+') as price_link,
        {{ parse_date('price_date') }} as price_date,
        {{ parse_number('on_demand_usd_per_chip_hour') }}
            as on_demand_usd_per_chip_hour,
        {{ parse_number('one_year_usd_per_chip_hour') }} as one_year_usd_per_chip_hour,
        {{ parse_number('three_year_usd_per_chip_hour') }}
            as three_year_usd_per_chip_hour,
        {{ parse_number('purchase_usd_per_chip') }} as purchase_usd_per_chip,
        cast({{ parse_number('n_chips_in_offer') }} as integer) as n_chips_in_offer

    from prices

)

select * from hardware_prices
