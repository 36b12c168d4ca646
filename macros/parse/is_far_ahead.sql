{% macro is_far_ahead(date, snapshot_date) -%}
    coalesce({{ date }} > {{ snapshot_date }} + interval 1 year, false)
{%- endmacro %}
