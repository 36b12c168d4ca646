{# Publication date and its precision belong together: no other view fills one alone. -#}
{% macro merged_views(records) -%}
    {%- set filled = ["link"] + ai_model_record_texts() + ai_model_record_flags()
        + ai_model_record_numbers() -%}
    {%- set known = [] -%}
    {%- for column in filled -%}
        {#- the filter is for engines whose arg_min takes a null for a value -#}
        {%- do known.append(
            "arg_min(%s, view_rank) filter (where %s is not null) as %s"
            % (column, column, column)
        ) -%}
    {%- endfor -%}
    select
        snapshot_date,
        ai_model_id,
        arg_min(record_id, view_rank) as record_id,
        arg_min(scope, view_rank) as scope,
        arg_min(record_number, view_rank) as record_number,
        arg_min(ai_model_name, view_rank) as ai_model_name,
        {% for view in ["all", "notable", "frontier", "large_scale"] -%}
            bool_or(scope = '{{ view }}') as is_in_{{ view }}_view,
        {% endfor -%}
        max(bool_or(scope = 'all')) over (partition by snapshot_date)
            as has_all_models,
        arg_min(publication_date, view_rank) as publication_date,
        arg_min(publication_date_precision, view_rank) as publication_date_precision,
        {{ known | join(",\n        ") }}

    from {{ records }}
    group by snapshot_date, ai_model_id
{%- endmacro %}
