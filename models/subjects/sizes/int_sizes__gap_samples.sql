with

specifications as (select * from {{ ref('int_sizes__gap_specifications') }}),

periods as (select * from {{ ref('parameter_gap_periods') }}),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where parameters is not null
),

groups as (
    select * from {{ ref('int_ai_models__groups') }}
    where grouping_name in ('none', 'task_domain')
),

gap_samples as (

    select
        specifications.*,
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.parameters

    from specifications
    inner join periods
        on specifications.period = periods.period
    inner join training_runs
        on
            {{ in_population('specifications.population', 'training_runs') }}
            and training_runs.publication_date
            >= coalesce(periods.starts_on, date '0001-01-01')
            and training_runs.publication_date
            < coalesce(periods.ends_before, date '9999-12-31')
    inner join groups
        on
            training_runs.snapshot_date = groups.snapshot_date
            and training_runs.ai_model_id = groups.ai_model_id
            and specifications.task_domain = groups.group_name

)

select * from gap_samples
