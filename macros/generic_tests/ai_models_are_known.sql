{% test ai_models_are_known(
    model, column, ai_models, key, separator=none, has_names=false
) %}
    {%- set words -%}
        select distinct ai_model_id as word
        from {{ ai_models }}
        {%- if has_names %}
        union
        select ai_model_name as word
        from {{ ai_models }}
        where {{ name_key('ai_model_name') }} = ai_model_id
        {%- endif -%}
    {%- endset -%}

    select problems
    from (
        select string_agg(problem, chr(10) order by problem) as problems
        from ({{ unknown_words(
            model.identifier, model, key, column, words, separator
        ) }})
        where {{ reads_published_records() }}
    )
    -- in the condition, since dbt counts rows and would not look at a column
    where coalesce(cast(error(problems) as varchar), '') != ''

{% endtest %}
