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
