{% macro loss_optimal_parameters(
    flop,
    flop_per_parameter_token,
    parameter_coefficient,
    parameter_exponent,
    token_coefficient,
    token_exponent
) -%}
    (
        power(
            {{ parameter_exponent }} * {{ parameter_coefficient }}
            / ({{ token_exponent }} * {{ token_coefficient }}),
            1.0 / ({{ parameter_exponent }} + {{ token_exponent }})
        )
        * power(
            {{ flop }} / {{ flop_per_parameter_token }},
            {{ token_exponent }} / ({{ parameter_exponent }} + {{ token_exponent }})
        )
    )
{%- endmacro %}


{% macro remaining_token_loss(
    parameters,
    optimal_parameters,
    optimal_tokens,
    parameter_coefficient,
    parameter_exponent,
    token_coefficient,
    token_exponent
) -%}
    (
        {{ token_coefficient }} * power({{ optimal_tokens }}, -{{ token_exponent }})
        - {{ parameter_coefficient }} * (
            power({{ parameters }}, -{{ parameter_exponent }})
            - power({{ optimal_parameters }}, -{{ parameter_exponent }})
        )
    )
{%- endmacro %}


{% macro tokens_of_loss(token_loss, token_coefficient, token_exponent) -%}
    case
        when {{ token_loss }} > 0
            then power(
                {{ token_coefficient }} / {{ token_loss }}, 1.0 / {{ token_exponent }}
            )
    end
{%- endmacro %}
