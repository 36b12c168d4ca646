{% macro reads_published_records() -%}
    {{ var('bulk', {}) == {} }}
{%- endmacro %}
