with

laws as (
    select * from {{ ref('fit_costs__compute_optimal_laws') }}
    where budget_unit = 'usd'
),

offers as (select * from {{ ref('dim_chip_offers') }}),

precisions as (

    select distinct
        weight_precision,
        bytes_per_parameter

    from {{ ref('int_costs__inference_cases') }}

),

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

-- price of a token of the model that one dollar would buy: what the law scales
priced_laws as (

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

),

-- the square root stands for an exponent of 0.498; both prices are at the same budget
inference_price_laws as (

    select
        chip_offer,
        weight_precision,
        bytes_per_parameter,
        usd_per_chip_hour,
        memory_bandwidth_byte_per_s,
        cast(n_obs as integer) as n_obs,
        ci_level,
        root_coefficient as price_of_1000_tokens_per_root_usd,
        root_coefficient_ci_low as price_of_1000_tokens_per_root_usd_ci_low,
        root_coefficient_ci_high as price_of_1000_tokens_per_root_usd_ci_high,
        exponent,
        exponent_ci_low,
        exponent_ci_high,
        budget_usd,
        root_coefficient * sqrt(budget_usd) as root_law_price_of_1000_tokens_usd,
        price_at_budget_usd as fitted_law_price_of_1000_tokens_usd,
        'Compute-optimal size by OLS in logs; weights read once a token' as method,
        'https://cset.georgetown.edu/publication/scaling-ai/' as source_url

    from priced_laws

)

select * from inference_price_laws
