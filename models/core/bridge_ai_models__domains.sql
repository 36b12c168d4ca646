with

terms as (

    select * from {{ ref('int_ai_models__terms') }}
    where is_primary_record and field = 'task_domain' and term is not null

),

distinct_domains as (

    select distinct
        snapshot_date,
        ai_model_id,
        term as task_domain

    from terms

)

select * from distinct_domains
