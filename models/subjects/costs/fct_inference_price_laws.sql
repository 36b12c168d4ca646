with

laws as (

    select * from {{ ref('int_costs__inference_laws') }}

),

-- the square root stands for an exponent of 0.498; both prices are at the same budget
named as (

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

    from laws

)

select * from named
