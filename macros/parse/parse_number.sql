{% macro parse_number(column) -%}
    {%- set text = "trim(replace(" ~ column ~ ", '$', ''))" -%}
    {%- set thousands = "^-?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?$" -%}
    {%- set number -%}
        case
            when regexp_matches({{ text }}, '{{ thousands }}')
                then try_cast(replace({{ text }}, ',', '') as double)
            -- one value written twice is that value; two values are none
            when len(list_distinct(string_split({{ text }}, ','))) = 1
                then try_cast(split_part({{ text }}, ',', 1) as double)
        end
    {%- endset -%}
    case when isfinite({{ number }}) then {{ number }} end
{%- endmacro %}
