{% macro unknown_words(used, allowed) -%}
    with

    allowed as materialized ({{ allowed }}),

    used as (

        select
            * exclude (words),
            unnest(words) as word
        from ({{ used }})

    ),

    unknown as (

        select *
        from used
        where
            word is not null
            and (word_list, word) not in (select (word_list, word) from allowed)

    ),

    with_nearest as (

        select
            unknown.table_name,
            unknown.row_key,
            unknown.column_name,
            unknown.word,
            list(
                allowed.word
                order by
                    jaro_winkler_similarity(
                        lower(unknown.word), lower(allowed.word)
                    ) desc,
                    allowed.word
            ) as nearest

        from unknown
        left join allowed
            on unknown.word_list = allowed.word_list

        group by all

    )

    select
        format(
            '{}, row {}: {} "{}" is not one of: {}{}',
            table_name,
            row_key,
            column_name,
            word,
            array_to_string(nearest[:8], ', '),
            if(len(nearest) > 8, format(' and {} more', len(nearest) - 8), '')
        ) as problem
    from with_nearest
{%- endmacro %}
