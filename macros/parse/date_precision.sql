{% macro date_precision(column) -%}
    {%- set text = plain_spaces(column) -%}
    case
        -- without this, the year 19 would be in the first century
        when not regexp_matches({{ text }}, '[0-9]{4}') then null
        when {{ text }} like '%9999%' then 'unknown'
        when coalesce(
            try_strptime({{ text }}, '%Y-%m-%d'),
            try_strptime({{ text }}, '%d/%m/%Y')
        ) is not null then 'day'
        when try_strptime({{ text }}, '%m/%Y') is not null then 'month'
        when regexp_matches({{ text }}, '^(19|20)[0-9]{2}$') then 'year'
    end
{%- endmacro %}
