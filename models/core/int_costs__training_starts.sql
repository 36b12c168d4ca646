with

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null

),

known_dates as (

    select * from {{ ref('known_training_dates') }}

),

assumptions as (

    select * from {{ ref('int_costs__assumptions') }}

),

timed as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        known_dates.training_started_on,
        coalesce(
            known_dates.training_ended_on,
            training_runs.publication_date
            - assumptions.days_from_training_to_publication
        ) as training_ended_on,
        -- whole days
        cast(floor(coalesce(
            training_runs.training_time_hours,
            assumptions.default_training_hours
        ) / 24) as integer) as training_days

    from training_runs
    cross join assumptions
    left join known_dates
        on training_runs.ai_model_id = known_dates.ai_model_id

),

dated as (

    select
        snapshot_date,
        ai_model_id,
        coalesce(training_started_on, training_ended_on - training_days)
            as training_started_on

    from timed

)

select * from dated
