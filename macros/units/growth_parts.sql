{% macro doubling_months_part(part, old_slope, new_slope) -%}
    case
        when {{ old_slope }} > 0 and {{ new_slope }} > 0
            then -12 * log10(2) * {{ part }} / ({{ old_slope }} * {{ new_slope }})
    end
{%- endmacro %}

{% macro growth_factor_part(part, old_slope, new_slope) -%}
    case
        when {{ old_slope }} = {{ new_slope }}
            then {{ part }} * ln(10) * power(10, {{ old_slope }})
        else {{ part }} * (power(10, {{ new_slope }}) - power(10, {{ old_slope }}))
            / ({{ new_slope }} - {{ old_slope }})
    end
{%- endmacro %}
