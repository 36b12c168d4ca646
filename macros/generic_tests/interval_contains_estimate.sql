{% test interval_contains_estimate(model, estimates) %}

    {% for estimate in estimates %}
        select '{{ estimate }}' as estimate
        from {{ model }}
        where
            {{ estimate }} < {{ estimate }}_ci_low
            or {{ estimate }} > {{ estimate }}_ci_high
        {{ "union all" if not loop.last }}
    {% endfor %}

{% endtest %}
