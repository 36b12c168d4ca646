with

training_runs as (

    select * from {{ ref('int_models__training_runs') }}

),

terms as (

    select * from {{ ref('int_models__terms') }}
    where is_primary_record and term is not null

),

everything as (

    select
        snapshot_date,
        ai_model_id,
        'none' as grouping_name,
        'all' as group_name

    from training_runs

),

-- a model of several task domains counts once in each
task_domains as (

    select distinct
        snapshot_date,
        ai_model_id,
        'task_domain' as grouping_name,
        term as group_name

    from terms
    where field = 'task_domain'

),

combined as (

    select * from everything
    union all
    select * from task_domains

)

select * from combined
