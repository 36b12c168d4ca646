{% macro z_score(value, mean, standard_deviation) -%}
    (({{ value }} - {{ mean }}) / nullif({{ standard_deviation }}, 0))
{%- endmacro %}
