with

scores as (select * from {{ ref('epoch_ai__mmlu_scores') }}),

mmlu_scores as (

    select
        cast(snapshot_date as date) as snapshot_date,
        cast(record_number as integer) as record_number,
        {{ clean_text('model_version') }} as model_version,
        {{ clean_text('model_name') }} as model_name,
        {{ clean_text('organizations') }} as organizations,
        {{ parse_date('release_date') }} as release_date,
        cast({{ parse_number('n_shots') }} as integer) as n_shots,
        regexp_extract(score_link, 'https?://[^\s<>"]+') as score_link,
        {{ parse_number('score_share') }} as score_share

    from scores

)

select * from mmlu_scores
