{% macro parse_flag(column) -%}
    case lower({{ plain_spaces(column) }})
        when 'true' then true
        when 'checked' then true
        when 'yes' then true
        when '1' then true
        when 'false' then false
        when 'no' then false
        when '0' then false
    end
{%- endmacro %}
