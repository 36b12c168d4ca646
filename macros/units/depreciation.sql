{% macro depreciated(value, oom_per_year, years) -%}
    ({{ value }} * power(10, -{{ oom_per_year }} * {{ years }}))
{%- endmacro %}

{% macro yearly_depreciation_rate(oom_per_year) -%}
    ({{ oom_per_year }} * ln(10))
{%- endmacro %}
