{% macro unknown_ai_models(columns, ai_models) %}
    {%- set used = [] -%}
    {%- for table, key, column, separator in columns -%}
        {%- set words = words_of_column(column, 'true', 'ai_models', separator) -%}
        {%- do used.append(
            "select '%s' as table_name, concat_ws(', ', %s) as row_key,"
            " unnest([%s], recursive := true) from %s"
            % (table.identifier, key, words, table)
        ) -%}
    {%- endfor -%}
    {%- set allowed -%}
        select distinct
            'ai_models' as word_list,
            ai_model_id as word
        from {{ ai_models }}
    {%- endset -%}
    select problems
    from (
        select string_agg(problem, chr(10) order by problem) as problems
        from ({{ unknown_words(used | join(' union all '), allowed) }})
        where {{ reads_published_records() }}
    )
    -- in the condition, since dbt counts rows and would not look at a column
    where coalesce(cast(error(problems) as varchar), '') != ''
{% endmacro %}
