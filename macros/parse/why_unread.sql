{% macro number_problem(column) -%}
    {%- set limits = ai_model_record_limits().get(column, {}) -%}
    case
        when {{ column }} < 0 then 'not_positive'
        {%- if limits.get('zero') != 'a count' %}
        when {{ column }} = 0 then 'zero'
        {%- endif %}
        {%- for limit in limits.get('impossible', []) %}
        when {{ column }} {{ limit }} then 'impossible_size'
        {%- endfor %}
    end
{%- endmacro %}


{% macro readable_number(column) -%}
    case when {{ number_problem(column) }} is null then {{ column }} end
{%- endmacro %}


{% macro bound_problem(column) -%}
    {%- set low, high = 'training_compute_flop_low', 'training_compute_flop_high' -%}
    {%- set other = high if column == low else low -%}
    {%- set estimate = readable_number('training_compute_flop') -%}
    {%- set reference = "coalesce(%s, %s)" % (estimate, readable_number(other)) -%}
    {#- three digits round by 1% at most: such a bound is its estimate -#}
    case
        when {{ column }}
            {{ "> 1.01 * " if column == low else "< 1 / 1.01 * " }} {{ reference }}
            then 'beyond_estimate'
    end
{%- endmacro %}


{% macro why_unread(column) -%}
    {%- if column == 'publication_date' -%}
    case
        when publication_date_precision is null then 'unreadable'
        when {{ is_far_ahead(column, 'snapshot_date') }} then 'far_ahead'
    end
    {%- else -%}
    coalesce(
        case when {{ column }} is null then 'unreadable' end
        {%- if column in ai_model_record_numbers() -%}
            , {{ number_problem(column) }}
        {%- endif -%}
        {%- if column.startswith('training_compute_flop_') -%}
            , {{ bound_problem(column) }}
        {%- endif %}
    )
    {%- endif %}
{%- endmacro %}


{% macro unless_unread(column, value=none) -%}
    case when {{ why_unread(column) }} is null then {{ value or column }} end
{%- endmacro %}


{% macro text_and_reason(column) -%}
    case
        when published_{{ column }} is not null then {
            'published_value': published_{{ column }},
            'why_unread': {{ why_unread(column) }}
        }
    end
{%- endmacro %}


{% macro reasons_not_to_read() -%}
    {{ return([
        "unreadable",
        "not_positive",
        "impossible_size",
        "beyond_estimate",
        "far_ahead",
        "zero",
    ]) }}
{%- endmacro %}
