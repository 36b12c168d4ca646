with

cases as (select * from {{ ref('int_costs__inference_cases') }}),

offers as (select * from {{ ref('dim_chip_offers') }}),

-- one user at a time every token reads the active weights once; with enough users at a
-- time the arithmetic is what takes longer, and that is the least a token can cost
prices as (

    select
        cases.case_name,
        cases.weight_precision,
        offers.chip_offer,
        cases.total_parameters,
        cases.active_parameters,
        cases.source_url,
        cases.bytes_per_parameter,
        offers.memory_bandwidth_byte_per_s,
        offers.achieved_flop_per_s,
        offers.usd_per_chip_hour,
        {{ seconds_per_token(
            'cases.active_parameters',
            'cases.bytes_per_parameter',
            'offers.memory_bandwidth_byte_per_s'
        ) }} as seconds_per_token,
        1000 * {{ inference_usd_per_token(
            'cases.active_parameters',
            'cases.bytes_per_parameter',
            'offers.memory_bandwidth_byte_per_s',
            'offers.usd_per_chip_hour'
        ) }} as price_of_1000_tokens_usd,
        1000 * {{ usd_of_flop(
            'cases.flop_per_parameter_token * cases.active_parameters',
            'offers.achieved_flop_per_s',
            'offers.usd_per_chip_hour'
        ) }} as compute_bound_price_of_1000_tokens_usd,
        {{ balanced_batch_size(
            'cases.bytes_per_parameter',
            'cases.flop_per_parameter_token',
            'offers.achieved_flop_per_s',
            'offers.memory_bandwidth_byte_per_s'
        ) }} as balanced_batch_size

    from cases
    cross join offers

),

-- tokens of one batch choose different experts: a large batch reads them all
inference_costs as (

    select
        *,
        balanced_batch_size * {{ ratio('total_parameters', 'active_parameters') }}
            as all_experts_balanced_batch_tokens

    from prices

)

select * from inference_costs
