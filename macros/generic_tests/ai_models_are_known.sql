{% test ai_models_are_known(model, column, ai_models, key, separator=none) %}
    {%- set used -%}
        select
            '{{ model.identifier }}' as table_name,
            concat_ws(', ', {{ key | join(', ') }}) as row_key,
            unnest([
                {{- words_of_column(column, 'true', 'ai_models', separator) -}}
            ], recursive := true)
        from {{ model }}
    {%- endset -%}
    {%- set allowed -%}
        select
            'ai_models' as word_list,
            ai_model_id as word
        from {{ ai_models }}
    {%- endset -%}

    select problems
    from (
        select string_agg(problem, chr(10) order by problem) as problems
        from ({{ unknown_words(used, allowed) }})
        where {{ reads_published_records() }}
    )
    -- in the condition, since dbt counts rows and would not look at a column
    where coalesce(cast(error(problems) as varchar), '') != ''

{% endtest %}
