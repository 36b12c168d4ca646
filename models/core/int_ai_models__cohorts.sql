with

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null
),

groups as (
    select * from {{ ref('int_ai_models__groups') }}
    where grouping_name != 'organization'
),

-- notable models are also among all models
populations as (

    select
        snapshot_date,
        ai_model_id,
        publication_date,
        unnest({{ populations() }}) as population

    from training_runs

),

cohorts as (

    select
        populations.snapshot_date,
        populations.population,
        cast(year(populations.publication_date) as integer) as calendar_year,
        groups.grouping_name,
        groups.group_name,
        populations.ai_model_id

    from populations
    inner join groups using (snapshot_date, ai_model_id)

)

select * from cohorts
