{% macro chip_hours_of_usd(usd, usd_per_chip_hour) -%}
    ({{ usd }} / {{ usd_per_chip_hour }})
{%- endmacro %}

{% macro flop_of_chip_hours(chip_hours, flop_per_s) -%}
    ({{ chip_hours }} * 3600 * {{ flop_per_s }})
{%- endmacro %}

{% macro usd_of_flop(flop, flop_per_s, usd_per_chip_hour) -%}
    ({{ flop }} / {{ flop_per_s }} / 3600 * {{ usd_per_chip_hour }})
{%- endmacro %}

{% macro inference_usd_per_token(parameters, bytes_per_parameter, byte_per_s, usd_per_chip_hour) -%}
    (
        {{ parameters }} * {{ bytes_per_parameter }} / {{ byte_per_s }}
        * {{ usd_per_chip_hour }} / 3600
    )
{%- endmacro %}

{% macro power_law(log10_intercept, exponent, budget) -%}
    power(10, {{ log10_intercept }} + {{ exponent }} * log10({{ budget }}))
{%- endmacro %}
