{% macro populations() -%}
    case
        when has_all_models and is_notable then ['all', 'notable']
        when has_all_models then ['all']
        when is_notable then ['notable']
        else []
    end
{%- endmacro %}
