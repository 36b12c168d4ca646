{% macro wilson_bound(n_yes, n_obs, z, side) -%}
    {# 8 of 10 at z = 1.96 lie between 0.490 and 0.943. #}
    {%- set centre = n_yes ~ " + " ~ z ~ " * " ~ z ~ " / 2" -%}
    {%- set spread = z ~ " * sqrt(" ~ n_yes ~ " * (" ~ n_obs ~ " - " ~ n_yes ~ ") / "
        ~ "cast(" ~ n_obs ~ " as double) + " ~ z ~ " * " ~ z ~ " / 4)" -%}
    case
        when {{ n_obs }} > 0
            {# rounding must not leave a share of 0 or 1 outside its interval -#}
            then {{ "least" if side == "low" else "greatest" }}(
                {{ n_yes }} / cast({{ n_obs }} as double),
                greatest(0, least(1,
                    ({{ centre }} {{ "-" if side == "low" else "+" }} {{ spread }})
                    / ({{ n_obs }} + {{ z }} * {{ z }})
                ))
            )
    end
{%- endmacro %}
