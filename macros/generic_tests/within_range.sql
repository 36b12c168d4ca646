{% test within_range(model, ranges) %}

    {% for column, bounds in ranges.items() %}
        select '{{ column }}' as column_name, {{ column }} as value_out_of_range
        from {{ model }}
        -- NaN is larger than any number, so it is never between two
        where {{ column }} not between {{ bounds[0] }} and {{ bounds[1] }}
        {{ "union all" if not loop.last }}
    {% endfor %}

{% endtest %}
