with

exclusions as (

    select * from {{ ref('open_closed_lag_exclusions') }}

),

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

groups as (

    select * from {{ ref('int_ai_models__groups') }}
    where grouping_name = 'task_domain'

),

by_name as (

    select
        exclusions.exclusion_set,
        training_runs.snapshot_date,
        training_runs.ai_model_id

    from training_runs
    inner join exclusions
        on
            exclusions.excluded_field = 'name_prefix'
            and starts_with(training_runs.ai_model_name, exclusions.excluded_value)

),

by_task_domain as (

    select
        exclusions.exclusion_set,
        groups.snapshot_date,
        groups.ai_model_id

    from groups
    inner join exclusions
        on
            exclusions.excluded_field = 'task_domain'
            and groups.group_name = exclusions.excluded_value

),

combined as (

    select * from by_name
    union
    select * from by_task_domain

)

select * from combined
