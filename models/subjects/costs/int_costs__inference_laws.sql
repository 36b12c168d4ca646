with

laws as (

    select * from {{ ref('fit_costs__compute_optimal_laws') }}
    where budget_unit = 'usd'

),

offers as (

    select * from {{ ref('dim_chip_offers') }}

),

precisions as (

    select distinct
        weight_precision,
        bytes_per_parameter

    from {{ ref('int_costs__inference_cases') }}

),

inputs as (

    select * from {{ ref('int_costs__inputs') }}

),

-- price of a token of the model that one dollar would buy: what the law scales
priced as (

    select
        laws.chip_offer,
        precisions.weight_precision,
        precisions.bytes_per_parameter,
        offers.usd_per_chip_hour,
        offers.memory_bandwidth_byte_per_s,
        inputs.value_of['leading_edge_budget'] as budget_usd,
        laws.n_obs,
        laws.ci_level,
        laws.exponent,
        laws.exponent_ci_low,
        laws.exponent_ci_high,
        {% for bound in ['', '_ci_low', '_ci_high'] -%}
            1000 * {{ inference_usd_per_token(
                'power(10, laws.intercept' ~ bound ~ ')',
                'precisions.bytes_per_parameter',
                'offers.memory_bandwidth_byte_per_s',
                'offers.usd_per_chip_hour'
            ) }} as root_coefficient{{ bound }},
        {% endfor -%}
        1000 * {{ inference_usd_per_token(
            power_law(
                'laws.intercept',
                'laws.exponent',
                "inputs.value_of['leading_edge_budget']"
            ),
            'precisions.bytes_per_parameter',
            'offers.memory_bandwidth_byte_per_s',
            'offers.usd_per_chip_hour'
        ) }} as price_at_budget_usd

    from laws
    inner join offers
        on laws.chip_offer = offers.chip_offer
    cross join precisions
    cross join inputs

)

select * from priced
