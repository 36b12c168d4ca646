with

scenarios as (

    select * from {{ ref('lifetime_scenarios') }}

),

inputs as (

    select * from {{ ref('int_economics__inputs') }}

),

-- the optimum of the loss law itself: that of Table 3 is another fit of the same
-- models, and mixing the two would make small models look cheap
exponents as (

    select
        value_of['loss_token_exponent'] / (
            value_of['loss_parameter_exponent'] + value_of['loss_token_exponent']
        ) as optimum_exponent,
        power(
            value_of['loss_parameter_exponent'] * value_of['loss_parameter_coefficient']
            / (value_of['loss_token_exponent'] * value_of['loss_token_coefficient']),
            1 / (value_of['loss_parameter_exponent'] + value_of['loss_token_exponent'])
        ) as optimum_coefficient,
        value_of['training_flop_per_parameter_token'] as training_flop_per_parameter_token

    from inputs

),

sized as (

    select
        scenarios.dimension_value as optimal_training_flop,
        exponents.optimum_coefficient * power(
            scenarios.dimension_value / exponents.training_flop_per_parameter_token,
            exponents.optimum_exponent
        ) as optimal_parameters,
        exponents.training_flop_per_parameter_token

    from scenarios
    cross join exponents
    where scenarios.dimension = 'training_flop'

),

optimal as (

    select
        optimal_training_flop,
        optimal_parameters,
        optimal_training_flop
        / (training_flop_per_parameter_token * optimal_parameters) as optimal_tokens

    from sized

),

shrunk as (

    select
        optimal.*,
        shares.dimension_value as parameter_share,
        optimal.optimal_parameters * shares.dimension_value as parameters,
        -- what the smaller model loses by size it must win back by tokens
        inputs.value_of['loss_token_coefficient'] / power(
            optimal.optimal_tokens, inputs.value_of['loss_token_exponent']
        ) - inputs.value_of['loss_parameter_coefficient'] * (
            power(
                optimal.optimal_parameters * shares.dimension_value,
                -inputs.value_of['loss_parameter_exponent']
            )
            - power(
                optimal.optimal_parameters, -inputs.value_of['loss_parameter_exponent']
            )
        ) as token_loss

    from optimal
    cross join scenarios as shares
    cross join inputs
    where shares.dimension = 'parameter_share'

),

trained as (

    select
        shrunk.optimal_training_flop,
        shrunk.optimal_parameters,
        shrunk.optimal_tokens,
        shrunk.parameter_share,
        shrunk.parameters,
        -- no number of tokens makes up for a model that is too small
        case
            when shrunk.token_loss > 0
                then power(
                    inputs.value_of['loss_token_coefficient'] / shrunk.token_loss,
                    1 / inputs.value_of['loss_token_exponent']
                )
        end as training_tokens

    from shrunk
    cross join inputs

)

select * from trained
