{% test within_range(model, ranges) %}

    {% for column, bounds in ranges.items() %}
        select
            '{{ column }}' as column_name,
            {{ column }} as value_out_of_range
        from {{ model }}
        where {{ column }} < {{ bounds[0] }} or {{ column }} > {{ bounds[1] }}
        {{ "union all" if not loop.last }}
    {% endfor %}

{% endtest %}
