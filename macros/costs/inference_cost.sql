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
