with

inputs as (

    select * from {{ ref('int_costs__inputs') }}

),

laws as (

    select * from {{ ref('int_costs__inference_laws') }}
    where chip_offer = 'aws_three_year' and weight_precision = 'fp16'

),

named as (

    select
        'D02' as claim,
        root_coefficient as recomputed_value

    from laws
    union all
    select
        'D03' as claim,
        root_coefficient * sqrt(budget_usd) as recomputed_value

    from laws
    union all
    select
        'D11' as claim,
        1000 * {{ served_usd_per_token(
            "value_of['palm_inference_chips']",
            "value_of['palm_inference_seconds']",
            "value_of['palm_inference_tokens']",
            "value_of['tpu_v4_three_year_chip_price']"
        ) }} as recomputed_value

    from inputs

)

select * from named
