with

scores as (select * from {{ ref('epoch_ai__gpqa_diamond_scores') }}),

gpqa_diamond_scores as (

    select
        cast(snapshot_date as date) as snapshot_date,
        cast(record_number as integer) as record_number,
        {{ clean_text('model_version') }} as model_version,
        {{ clean_text('organizations') }} as organizations,
        {{ parse_date('release_date') }} as release_date,
        {{ parse_number('score_share') }} as score_share

    from scores

)

select * from gpqa_diamond_scores
