{% macro unknown_words(name, rows, key, column, words, separator=none) -%}
    {%- set value = 'cast(%s as varchar)' % column -%}
    select
        format(
            '{{ name }}, row {}: {{ column }} "{}" is not one of: {}{}',
            row_key,
            word,
            array_to_string(nearest[:8], ', '),
            if(len(nearest) > 8, format(' and {} more', len(nearest) - 8), '')
        ) as problem

    from (
        select
            row_key,
            unknown.word,
            list(
                allowed.word
                order by
                    jaro_winkler_similarity(
                        lower(unknown.word), lower(allowed.word)
                    ) desc,
                    allowed.word
            ) as nearest

        from (
            select
                concat_ws(', ', {{ key | join(', ') }}) as row_key,
                {% if separator -%}
                trim(unnest(string_split({{ value }}, '{{ separator }}'))) as word
                {%- else -%}
                {{ value }} as word
                {%- endif %}
            from {{ rows }}
            where {{ column }} is not null
        ) as unknown
        cross join ({{ words }}) as allowed
        group by row_key, unknown.word
        having not bool_or(allowed.word = unknown.word)
    )
{%- endmacro %}
