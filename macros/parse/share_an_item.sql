{% macro share_an_item(first, second) -%}
    list_has_any(
        {{ list_item_keys(first) }},
        {{ list_item_keys(second) }}
    )
{%- endmacro %}


{% macro list_item_keys(column) -%}
    regexp_split_to_array({{ name_key(column, separators=',;') }}, '[,;]')
{%- endmacro %}
