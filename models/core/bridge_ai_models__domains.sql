with

terms as (

    select * from {{ ref('int_ai_models__terms') }}
    where field = 'task_domain' and term is not null

),

identified as (

    select * from {{ ref('int_ai_models__identified') }}
    where is_primary_record

),

distinct_domains as (

    select distinct
        identified.snapshot_date,
        identified.ai_model_id,
        terms.term as task_domain

    from terms
    inner join identified
        on terms.record_id = identified.record_id

)

select * from distinct_domains
