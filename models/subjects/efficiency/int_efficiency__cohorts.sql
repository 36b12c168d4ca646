with

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null
),

generations as (select * from {{ ref('int_hardware__generations') }}),

labels as (select * from {{ ref('int_ai_models__labels') }}),

all_runs as (

    select
        snapshot_date,
        ai_model_id,
        'none' as grouping_name,
        'all' as group_name

    from training_runs

),

-- a run on several kinds of chip belongs to no generation
by_generation as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        'hardware_generation' as grouping_name,
        generations.hardware_generation as group_name

    from training_runs
    inner join generations
        on training_runs.hardware_name = generations.hardware_name

),

by_scale as (

    select
        snapshot_date,
        ai_model_id,
        'training_compute_tier' as grouping_name,
        training_compute_tier as group_name

    from labels
    where training_compute_tier is not null

),

groups as (

    select * from all_runs
    union all
    select * from by_generation
    union all
    select * from by_scale

),

-- notable models are also among all models
cohorts as (

    select
        groups.*,
        cast(year(training_runs.publication_date) as integer) as calendar_year,
        unnest({{ populations() }}) as population

    from groups
    inner join training_runs using (snapshot_date, ai_model_id)

)

select * from cohorts
