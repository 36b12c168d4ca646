with

lifetimes as (

    select * from {{ ref('int_economics__lifetimes') }}

),

inputs as (

    select * from {{ ref('int_economics__inputs') }}

),

services as (

    select * from {{ ref('int_economics__services') }}

),

offers as (

    select * from {{ ref('int_economics__chip_offers') }}
    where chip_offer = 'aws_three_year'

),

spent as (

    select
        lifetimes.optimal_training_flop,
        lifetimes.parameter_share,
        services.tokens_served,
        lifetimes.parameters,
        lifetimes.training_tokens,
        inputs.value_of['training_flop_per_parameter_token']
        * lifetimes.parameters * lifetimes.training_tokens as training_flop,
        inputs.value_of['inference_flop_per_parameter_token']
        * lifetimes.parameters * services.tokens_served as inference_flop,
        inputs.value_of['inference_flop_per_parameter_token']
        * (lifetimes.optimal_parameters - lifetimes.parameters) as saved_flop_per_token,
        offers.chip_offer,
        offers.achieved_flop_per_s,
        offers.usd_per_chip_hour

    from lifetimes
    cross join services
    cross join inputs
    cross join offers

),

totalled as (

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
        {{ usd_of_flop(
            '(training_flop + inference_flop)', 'achieved_flop_per_s', 'usd_per_chip_hour'
        ) }} as lifetime_cost_usd,
        {{ ratio('(training_flop - optimal_training_flop)', 'saved_flop_per_token') }}
            as break_even_tokens_served

    from spent

)

select * from totalled
