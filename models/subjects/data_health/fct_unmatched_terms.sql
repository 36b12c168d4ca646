with

terms as (
    select * from {{ ref('int_ai_models__terms') }}
    where term is null
),

unmatched_terms as (

    select
        snapshot_date,
        field,
        published_term,
        cast(count(distinct record_id) as integer) as n_records,
        min(record_id) as example_record_id

    from terms
    group by snapshot_date, field, published_term

)

select * from unmatched_terms
