with

terms as (
    select * from {{ ref('int_ai_models__terms') }}
    where field = 'task_domain' and term is not null
),

ids as (
    select * from {{ ref('int_ai_models__identified') }}
    where is_primary_record
),

distinct_domains as (

    select distinct
        ids.snapshot_date,
        ids.ai_model_id,
        terms.term as task_domain

    from terms
    inner join ids
        on terms.record_id = ids.record_id

)

select * from distinct_domains
