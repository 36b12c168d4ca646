{% macro check_key(relation, columns) %}
{%- if columns -%}
    select error(concat(
        '{{ relation.identifier }}: not one row with the key ', broken_keys::text
    ))
    from ({{ test_unique_combination(relation, columns) }}) as broken_keys
    limit 1
{%- endif -%}
{% endmacro %}
