{% macro interval_at_level(estimate, bound, scale, ratio) -%}
    {# A bound of 2 to 4 around 3 becomes 4.19 at 1.19 times the normal quantile. #}
    case
        when {{ ratio }} = 1 then {{ bound }}
        when {{ scale }} = 'linear'
            then {{ estimate }} + ({{ bound }} - {{ estimate }}) * {{ ratio }}
        when {{ scale }} = 'log' and {{ estimate }} > 0 and {{ bound }} > 0
            then {{ estimate }} * power({{ bound }} / {{ estimate }}, {{ ratio }})
        when {{ scale }} = 'reciprocal'
            and 1 / {{ estimate }}
            + (1 / {{ bound }} - 1 / {{ estimate }}) * {{ ratio }} > 0
            then 1 / (1 / {{ estimate }}
            + (1 / {{ bound }} - 1 / {{ estimate }}) * {{ ratio }})
    end
{%- endmacro %}
