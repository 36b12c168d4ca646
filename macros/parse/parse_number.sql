{% macro parse_number(column) -%}
    {%- set text = plain_spaces("replace(" ~ column ~ ", '$', '')") -%}
    {%- set thousands = "^-?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?$" -%}
    {#- two digits of exponent: a larger number would be infinite -#}
    {%- set finite = "^[-+0-9.]+([eE][-+]?[0-9]{1,2})?$" -%}
    try_cast(regexp_extract(
        case
            when regexp_matches({{ text }}, '{{ thousands }}')
                then replace({{ text }}, ',', '')
            -- one value written twice is that value; two values are none
            when len(list_distinct(string_split({{ text }}, ','))) = 1
                then split_part({{ text }}, ',', 1)
        end,
        '{{ finite }}'
    ) as double)
{%- endmacro %}
