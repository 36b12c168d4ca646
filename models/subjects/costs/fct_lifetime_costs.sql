with

lifetimes as (select * from {{ ref('int_costs__lifetimes') }}),

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

services as (

    select dimension_value as tokens_served
    from {{ ref('lifetime_scenarios') }}
    where dimension = 'tokens_served'

),

offers as (select * from {{ ref('dim_chip_offers') }}),

lifetime_inference as (

    select
        lifetimes.optimal_training_flop,
        lifetimes.parameter_share,
        services.tokens_served,
        offers.chip_offer,
        offers.usd_per_chip_hour,
        offers.achieved_flop_per_s,
        offers.memory_bandwidth_byte_per_s,
        lifetimes.parameters,
        lifetimes.optimal_parameters,
        lifetimes.training_tokens,
        inputs.value_of['bytes_per_parameter_fp16'] as bytes_per_parameter,
        inputs.value_of['training_flop_per_parameter_token']
        * lifetimes.parameters * lifetimes.training_tokens as training_flop,
        inputs.value_of['inference_flop_per_parameter_token'] * lifetimes.parameters
            as flop_per_token

    from lifetimes
    cross join services
    cross join inputs
    cross join offers

),

-- a token costs least where many are generated at once and arithmetic is the limit, and
-- most where one is, and every token reads the weights
lifetime_prices as (

    select
        *,
        flop_per_token * tokens_served as inference_flop,
        {{ usd_of_flop('training_flop', 'achieved_flop_per_s', 'usd_per_chip_hour') }}
            as training_cost_usd,
        {{ usd_of_flop(
            'optimal_training_flop', 'achieved_flop_per_s', 'usd_per_chip_hour'
        ) }} as optimal_training_cost_usd,
        {{ usd_of_flop('flop_per_token', 'achieved_flop_per_s', 'usd_per_chip_hour') }}
            as compute_bound_usd,
        {{ inference_usd_per_token(
            'parameters',
            'bytes_per_parameter',
            'memory_bandwidth_byte_per_s',
            'usd_per_chip_hour'
        ) }} as bandwidth_bound_usd

    from lifetime_inference

),

lifetime_costs as (

    select
        optimal_training_flop,
        parameter_share,
        tokens_served,
        chip_offer,
        parameters,
        training_tokens,
        training_flop,
        inference_flop,
        training_flop + inference_flop as lifetime_flop,
        training_cost_usd,
        tokens_served * compute_bound_usd as compute_bound_inference_cost_usd,
        training_cost_usd + tokens_served * compute_bound_usd
            as compute_bound_lifetime_cost_usd,
        -- a token of the optimal model costs as many times more as it is larger
        {{ ratio(
            '(training_cost_usd - optimal_training_cost_usd)',
            '(compute_bound_usd * (1 / parameter_share - 1))'
        ) }} as compute_bound_break_even_tokens,
        tokens_served * bandwidth_bound_usd as bandwidth_bound_inference_cost_usd,
        training_cost_usd + tokens_served * bandwidth_bound_usd
            as bandwidth_bound_lifetime_cost_usd,
        {{ ratio(
            '(training_cost_usd - optimal_training_cost_usd)',
            '(bandwidth_bound_usd * (1 / parameter_share - 1))'
        ) }} as bandwidth_bound_break_even_tokens

    from lifetime_prices

)

select * from lifetime_costs
