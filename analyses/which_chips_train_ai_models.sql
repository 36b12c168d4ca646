-- Which generations of chips train the AI models of each year? Models that name no chip
-- are not in it: about two in three.
with

hardware_of_models as (select * from {{ ref('bridge_ai_models__hardware') }}),

hardware as (select * from {{ ref('dim_hardware') }}),

training_runs as (select * from {{ ref('fct_training_runs') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models' and scope = 'all'
    qualify snapshot_date = max(snapshot_date) over ()
),

by_year as (

    select
        year(training_runs.publication_date) as calendar_year,
        hardware.hardware_generation,
        count(distinct training_runs.ai_model_id) as n_ai_models

    from training_runs
    inner join snapshots
        on training_runs.snapshot_date = snapshots.snapshot_date
    inner join hardware_of_models
        on
            training_runs.snapshot_date = hardware_of_models.snapshot_date
            and training_runs.ai_model_id = hardware_of_models.ai_model_id
    inner join hardware
        on hardware_of_models.hardware_name = hardware.hardware_name
    where training_runs.publication_date is not null
    group by calendar_year, hardware.hardware_generation

)

select * from by_year
order by calendar_year desc, n_ai_models desc
