{% test interval_contains_estimate(model, estimates) %}

    {% for estimate in estimates %}
        {% set parts = [estimate, estimate ~ "_ci_low", estimate ~ "_ci_high"] %}
        select '{{ estimate }}' as estimate_name, {{ parts | join(", ") }}
        from {{ model }}
        where
            {{ parts[0] }} < {{ parts[1] }}
            or {{ parts[0] }} > {{ parts[2] }}
            or {{ parts[1] }} > {{ parts[2] }}
            -- NaN is larger than any number, and no bound at all is null
            or not isfinite(cast({{ parts[0] }} as double))
            or not isfinite(cast({{ parts[1] }} as double))
            or not isfinite(cast({{ parts[2] }} as double))
        {{ "union all" if not loop.last }}
    {% endfor %}

{% endtest %}
