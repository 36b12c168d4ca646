{% macro figures_differ(first, second) -%}
    coalesce(abs(ln({{ first }} / {{ second }})) > 0.05, false)
{%- endmacro %}
