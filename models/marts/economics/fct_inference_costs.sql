with

cases as (

    select * from {{ ref('int_economics__inference_cases') }}

),

offers as (

    select * from {{ ref('int_economics__chip_offers') }}

),

-- one user at a time: every token reads the active weights from memory once
priced as (

    select
        cases.case_name,
        cases.weight_precision,
        offers.chip_offer,
        cases.total_parameters,
        cases.active_parameters,
        cases.bytes_per_parameter,
        offers.memory_bandwidth_byte_per_s,
        offers.usd_per_chip_hour,
        cases.active_parameters * cases.bytes_per_parameter
        / offers.memory_bandwidth_byte_per_s as seconds_per_token,
        1000 * {{ inference_usd_per_token(
            'cases.active_parameters',
            'cases.bytes_per_parameter',
            'offers.memory_bandwidth_byte_per_s',
            'offers.usd_per_chip_hour'
        ) }} as usd_per_1000_tokens,
        cases.source_url

    from cases
    cross join offers

)

select * from priced
