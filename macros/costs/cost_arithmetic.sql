{% macro chip_hours_of_usd(usd, usd_per_chip_hour) -%}
    ({{ usd }} / {{ usd_per_chip_hour }})
{%- endmacro %}

{% macro flop_of_chip_hours(chip_hours, flop_per_s) -%}
    ({{ chip_hours }} * 3600 * {{ flop_per_s }})
{%- endmacro %}

{% macro chip_hours_of_flop(flop, flop_per_s) -%}
    ({{ flop }} / {{ flop_per_s }} / 3600)
{%- endmacro %}

{% macro usd_of_flop(flop, flop_per_s, usd_per_chip_hour) -%}
    ({{ chip_hours_of_flop(flop, flop_per_s) }} * {{ usd_per_chip_hour }})
{%- endmacro %}

{% macro seconds_per_token(parameters, bytes_per_parameter, byte_per_s) -%}
    ({{ parameters }} * {{ bytes_per_parameter }} / {{ byte_per_s }})
{%- endmacro %}

{% macro inference_usd_per_token(
    parameters, bytes_per_parameter, byte_per_s, usd_per_chip_hour
) -%}
    (
        {{ seconds_per_token(parameters, bytes_per_parameter, byte_per_s) }}
        * {{ usd_per_chip_hour }} / 3600
    )
{%- endmacro %}

{% macro served_usd_per_token(n_chips, seconds, n_tokens, usd_per_chip_hour) -%}
    ({{ n_chips }} * {{ seconds }} / 3600 * {{ usd_per_chip_hour }} / {{ n_tokens }})
{%- endmacro %}

{% macro balanced_batch_size(
    bytes_per_parameter, flop_per_parameter_token, flop_per_s, byte_per_s
) -%}
    (
        {{ bytes_per_parameter }} * {{ flop_per_s }}
        / ({{ flop_per_parameter_token }} * {{ byte_per_s }})
    )
{%- endmacro %}

{% macro power_law(log10_intercept, exponent, budget) -%}
    power(10, {{ log10_intercept }} + {{ exponent }} * log10({{ budget }}))
{%- endmacro %}

{% macro dated_growth(value, years, factor_per_year) -%}
    ({{ value }} * power({{ factor_per_year }}, {{ years }}))
{%- endmacro %}

{% macro power_law_half_width_oom(
    intercept_half_width, exponent_half_width, mean_oom, budget
) -%}
    sqrt(greatest(
        power({{ intercept_half_width }}, 2) + power({{ exponent_half_width }}, 2) * (
            power(log10({{ budget }}) - {{ mean_oom }}, 2) - power({{ mean_oom }}, 2)
        ),
        0
    ))
{%- endmacro %}
