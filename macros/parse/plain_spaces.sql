{% macro plain_spaces(column) -%}
    {%- set no_width -%}
    [\x{AD}\x{180E}\x{200B}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]
    {%- endset -%}
    {#- joiners stay in scripts whose letters they shape -#}
    {%- set joiners -%}
        (^|[\x00-\x{024F}])[\x{200C}\x{200D}]+
    {%- endset -%}
    trim(regexp_replace(
        regexp_replace({{ column }}, '{{ joiners }}|{{ no_width }}', '\1', 'g'),
        '[\s\x0B\x{0085}\p{Z}]+', ' ', 'g'
    ))
{%- endmacro %}
