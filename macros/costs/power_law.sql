{% macro power_law(log10_intercept, exponent, budget) -%}
    power(10, {{ log10_intercept }} + {{ exponent }} * log10({{ budget }}))
{%- endmacro %}

{% macro power_law_half_width_oom(
    intercept_half_width, exponent_half_width, mean_oom, budget
) -%}
    sqrt(greatest(
        power({{ intercept_half_width }}, 2) + power({{ exponent_half_width }}, 2) * (
            power(log10({{ budget }}) - {{ mean_oom }}, 2) - power({{ mean_oom }}, 2)
        ),
        0
    ))
{%- endmacro %}
