-- One unknown word is news and only warns (`every_published_word_is_known`). A tenth of
-- a field unknown is a new vocabulary: labels would say "unknown" for models that the
-- producer describes, so nothing is published until `vocabulary_terms` has the words.
with

terms as (select * from {{ ref('int_ai_models__terms') }}),

counted as (

    select
        snapshot_date,
        field,
        count(distinct record_id) as n_records,
        count(distinct record_id) filter (where term is null) as n_quarantined

    from terms
    group by snapshot_date, field

),

crowded as (

    select * from counted
    where n_quarantined > 0.1 * n_records

)

select * from crowded
