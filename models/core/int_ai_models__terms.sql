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

vocabulary as (select * from {{ ref('vocabulary_terms') }}),

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

words as (

    select distinct
        field,
        published_terms,
        trim(unnest(string_split(published_terms, ','))) as published_term

    from lists

),

known_words as (

    select
        words.field,
        words.published_terms,
        words.published_term,
        vocabulary.term

    from words
    left join vocabulary
        on
            words.field = vocabulary.field
            and lower(words.published_term) = lower(vocabulary.published_term)
    where words.published_term != ''

),

matched_terms as (

    select
        published.snapshot_date,
        published.record_id,
        published.field,
        known_words.published_term,
        known_words.term

    from published
    inner join known_words
        on
            published.field = known_words.field
            and published.published_terms = known_words.published_terms

)

select * from matched_terms
