{% macro doubling_months(oom_per_year) -%}
    case when {{ oom_per_year }} > 0 then 12 * log10(2) / {{ oom_per_year }} end
{%- endmacro %}

{% macro growth_factor_per_year(oom_per_year) -%}
    power(10, {{ oom_per_year }})
{%- endmacro %}

{% macro dated_growth(value, years, factor_per_year) -%}
    ({{ value }} * power({{ factor_per_year }}, {{ years }}))
{%- endmacro %}
