{% macro quantity_rows(intervals, points=[], exact=[]) -%}
    {# unnest(...) gives one row per quantity, its bounds found by their names. #}
    unnest([
        {%- for quantity in intervals + points + exact %}
        {
            'quantity': '{{ quantity }}',
            'is_exact': {{ quantity in exact }},
            'estimate': cast({{ quantity }} as double),
            {%- for side in ["ci_low", "ci_high"] %}
            '{{ side }}': cast(
                {{ quantity ~ "_" ~ side if quantity in intervals else "null" }}
                as double
            ){{ "," if not loop.last }}
            {%- endfor %}
        }{{ "," if not loop.last }}
        {%- endfor %}
    ], recursive := true)
{%- endmacro %}
