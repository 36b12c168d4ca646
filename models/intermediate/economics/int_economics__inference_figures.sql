with

inputs as (

    select * from {{ ref('int_economics__inputs') }}

),

offers as (

    select * from {{ ref('int_economics__chip_offers') }}

),

laws as (

    select * from {{ ref('fit_compute_optimal__chinchilla') }}
    where budget_unit = 'usd' and chip_offer = 'aws_three_year'

),

-- the brief takes the square root for the exponent of 0.498
root_law as (

    select
        1000 * {{ inference_usd_per_token(
            'power(10, laws.intercept)',
            "inputs.value_of['bytes_per_parameter_fp16']",
            'offers.memory_bandwidth_byte_per_s',
            'offers.usd_per_chip_hour'
        ) }} as usd_per_1000_tokens_per_root_usd

    from laws
    inner join offers
        on laws.chip_offer = offers.chip_offer
    cross join inputs

),

named as (

    select
        'D02' as claim,
        usd_per_1000_tokens_per_root_usd as recomputed_value
    from root_law
    union all
    select
        'D03' as claim,
        root_law.usd_per_1000_tokens_per_root_usd
        * sqrt(inputs.value_of['leading_edge_budget']) as recomputed_value
    from root_law
    cross join inputs
    union all
    select
        'D11' as claim,
        1000 * value_of['palm_inference_chips'] * value_of['tpu_v4_three_year_chip_price']
        / 3600 * value_of['palm_inference_seconds'] / value_of['palm_inference_tokens']
            as recomputed_value
    from inputs

)

select * from named
