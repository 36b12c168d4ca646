{% set word_lists = ai_model_record_word_lists() -%}
{% set renamed = [] -%}
{% for column, field in word_lists.items() -%}
    {% do renamed.append(column ~ " as " ~ field) -%}
{% endfor -%}

with

records as (

    select
        record_id,
        snapshot_date,
        {{ word_lists.keys() | join(',\n        ') }}

    from {{ ref('stg_epoch_ai__ai_model_records') }}

),

vocabulary as (

    select * from {{ ref('vocabulary_terms') }}

),

published as (

    unpivot records
    on {{ renamed | join(',\n        ') }}
    into name field value published_terms

),

-- most records share their lists with others, also of other snapshots
lists as (

    select distinct
        field,
        published_terms

    from published

),

split as (

    select distinct
        field,
        published_terms,
        trim(unnest(string_split(published_terms, ','))) as published_term

    from lists

),

known as (

    select
        split.field,
        split.published_terms,
        split.published_term,
        vocabulary.term

    from split
    left join vocabulary
        on
            split.field = vocabulary.field
            and lower(split.published_term) = lower(vocabulary.published_term)
    where split.published_term != ''

),

matched as (

    select
        published.snapshot_date,
        published.record_id,
        published.field,
        known.published_term,
        known.term

    from published
    inner join known
        on
            published.field = known.field
            and published.published_terms = known.published_terms

)

select * from matched
