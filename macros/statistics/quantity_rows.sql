{% macro quantity_rows(with_interval, without_interval=[]) -%}
    {# unnest(...) gives one row per quantity, its bounds found by their names. #}
    unnest([
        {%- for quantity in with_interval + without_interval %}
        {
            'quantity': '{{ quantity }}',
            'estimate': cast({{ quantity }} as double),
            {%- for side in ["ci_low", "ci_high"] %}
            'estimate_{{ side }}': cast(
                {{ quantity ~ "_" ~ side if quantity in with_interval else "null" }}
                as double
            ){{ "," if not loop.last }}
            {%- endfor %}
        }{{ "," if not loop.last }}
        {%- endfor %}
    ], recursive := true)
{%- endmacro %}
