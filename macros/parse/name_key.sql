{% macro name_key(column, separators='') -%}
    regexp_replace(
        regexp_replace(
            lower(strip_accents({{ plain_spaces(column) }})),
            '([0-9])[.]([0-9])', '\1point\2', 'g'
        ),
        '[^\p{L}\p{N}+{{ separators }}]', '', 'g'
    )
{%- endmacro %}
