{% macro parse_date(column) -%}
    {%- set text = plain_spaces(column) -%}
    case {{ date_precision(column) }}
        when 'day' then coalesce(
            try_strptime({{ text }}, '%Y-%m-%d'),
            try_strptime({{ text }}, '%d/%m/%Y')
        )::date
        -- the middle of the period, as the producer writes it since 2023
        when 'month' then (try_strptime({{ text }}, '%m/%Y') + interval 14 day)::date
        when 'year' then make_date(try_cast({{ text }} as integer), 7, 2)
    end
{%- endmacro %}
