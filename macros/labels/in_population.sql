{% macro in_population(population, training_runs) -%}
    case {{ population }}
        when 'all' then {{ training_runs }}.has_all_models
        when 'notable' then {{ training_runs }}.is_notable
    end
{%- endmacro %}
