{% macro petaflop_per_s_days_to_flop(petaflop_per_s_days) -%}
    ({{ petaflop_per_s_days }} * 1e15 * 86400)
{%- endmacro %}

{% macro days_of_machine(compute_flop, flop_per_s) -%}
    {{ ratio(compute_flop, "(" ~ flop_per_s ~ " * 86400)") }}
{%- endmacro %}
