{% macro estimate_rows(
    mart, rows, specification, group_name, intervals=[], points=[], exact=[]
) -%}
    {# What the rows have of the columns that describe an estimate is taken by name. #}
    select
        '{{ mart }}' as source_mart,
        cast({{ specification }} as varchar) as specification,
        cast({{ group_name }} as varchar) as group_name,
        columns(
            '^(snapshot_date|n_obs|n_clusters|ci_level|method|unit|status_reason)$'
        ),
        {{ quantity_rows(intervals, points, exact) }}
    from {{ rows }}
{%- endmacro %}
