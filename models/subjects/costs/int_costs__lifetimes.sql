{%- set law = [
    "inputs.value_of['loss_parameter_coefficient']",
    "inputs.value_of['loss_parameter_exponent']",
    "inputs.value_of['loss_token_coefficient']",
    "inputs.value_of['loss_token_exponent']",
] -%}
with

scenarios as (select * from {{ ref('lifetime_scenarios') }}),

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

-- the optimum of the loss law itself: that of Table 3 is another fit of the same
-- models, and mixing the two would make small models look cheap
sized_models as (

    select
        scenarios.dimension_value as optimal_training_flop,
        inputs.value_of['training_flop_per_parameter_token']
            as training_flop_per_parameter_token,
        {{ loss_optimal_parameters(
            'scenarios.dimension_value',
            "inputs.value_of['training_flop_per_parameter_token']",
            *law
        ) }} as optimal_parameters

    from scenarios
    cross join inputs
    where scenarios.dimension = 'training_flop'

),

optimal as (

    select
        optimal_training_flop,
        optimal_parameters,
        optimal_training_flop
        / (training_flop_per_parameter_token * optimal_parameters) as optimal_tokens

    from sized_models

),

-- what the smaller model loses by size it must win back by tokens
shrunk as (

    select
        optimal.*,
        shares.dimension_value as parameter_share,
        optimal.optimal_parameters * shares.dimension_value as parameters,
        {{ remaining_token_loss(
            '(optimal.optimal_parameters * shares.dimension_value)',
            'optimal.optimal_parameters',
            'optimal.optimal_tokens',
            *law
        ) }} as token_loss

    from optimal
    cross join scenarios as shares
    cross join inputs
    where shares.dimension = 'parameter_share'

),

-- no number of tokens makes up for a model that is too small
trained_models as (

    select
        shrunk.optimal_training_flop,
        shrunk.optimal_parameters,
        shrunk.optimal_tokens,
        shrunk.parameter_share,
        shrunk.parameters,
        {{ tokens_of_loss('shrunk.token_loss', law[2], law[3]) }} as training_tokens

    from shrunk
    cross join inputs

)

select * from trained_models
