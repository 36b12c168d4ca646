{% macro log_odds(share) -%}
    case
        when {{ share }} > 0 and {{ share }} < 1
            then ln({{ share }} / (1.0 - {{ share }}))
    end
{%- endmacro %}


{% macro equivalent_oom(share, slope_per_oom, known_share, known_oom) -%}
    (
        {{ known_oom }}
        + ({{ log_odds(share) }} - {{ log_odds(known_share) }}) / {{ slope_per_oom }}
    )
{%- endmacro %}
