{% macro clean_text(column) -%}
    nullif({{ plain_spaces(column) }}, '')
{%- endmacro %}
