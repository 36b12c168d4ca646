{% macro energy_kwh(power_w, hours) -%}
    ({{ power_w }} * {{ hours }} / 1000)
{%- endmacro %}

{% macro flop_per_joule(compute_flop, power_w, hours) -%}
    {{ ratio(compute_flop, "(" ~ power_w ~ " * " ~ hours ~ " * 3600)") }}
{%- endmacro %}
