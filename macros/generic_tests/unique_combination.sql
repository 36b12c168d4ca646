{% test unique_combination(model, columns) %}
    {%- set key = columns | join(', ') %}

    select {{ key }}
    from {{ model }}
    group by {{ key }}
    having count(*) > 1 or {% for column in columns -%}
        count(*) > count({{ column }}){{ " or " if not loop.last }}
    {%- endfor %}

{% endtest %}
