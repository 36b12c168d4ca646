{% set word_lists = ai_model_record_word_lists() -%}
{% set renamed = [] -%}
{% for column, field in word_lists.items() -%}
    {% do renamed.append(column ~ " as " ~ field) -%}
{% endfor -%}

with

records as (

    select
        record_id,
        {{ word_lists.keys() | join(',\n        ') }}

    from {{ ref('stg_epoch_ai__ai_model_records') }}

),

identified as (

    select * from {{ ref('int_models__identified') }}

),

vocabulary as (

    select * from {{ ref('vocabulary_terms') }}

),

published as (

    unpivot records
    on {{ renamed | join(',\n        ') }}
    into name field value published_terms

),

split as (

    select distinct
        record_id,
        field,
        trim(unnest(string_split(published_terms, ','))) as published_term

    from published

),

matched as (

    select
        identified.snapshot_date,
        identified.ai_model_id,
        identified.is_primary_record,
        split.record_id,
        split.field,
        split.published_term,
        vocabulary.term

    from split
    inner join identified
        on split.record_id = identified.record_id
    left join vocabulary
        on
            split.field = vocabulary.field
            and lower(split.published_term) = lower(vocabulary.published_term)
    where split.published_term != ''

)

select * from matched
