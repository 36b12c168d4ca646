with

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

groups as (

    select * from {{ ref('int_ai_models__groups') }}
    where grouping_name in ('none', 'task_domain')

),

periods as (

    select * from {{ ref('parameter_gap_periods') }}

),

-- notable models are also among all models
populations as (

    select
        snapshot_date,
        ai_model_id,
        publication_date,
        parameters,
        unnest(
            case when is_notable then ['all', 'notable'] else ['all'] end
        ) as population

    from training_runs

),

placed as (

    select
        populations.snapshot_date,
        populations.population,
        periods.period,
        groups.group_name as task_domain,
        populations.ai_model_id,
        populations.parameters

    from populations
    inner join groups using (snapshot_date, ai_model_id)
    inner join periods
        on
            populations.publication_date
            >= coalesce(periods.starts_on, date '0001-01-01')
            and populations.publication_date
            < coalesce(periods.ends_before, date '9999-12-31')

)

select * from placed
