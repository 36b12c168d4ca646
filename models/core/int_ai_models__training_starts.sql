with

records as (
    select * from {{ ref('stg_epoch_ai__ai_model_records') }}
    where publication_date is not null
),

ids as (
    select * from {{ ref('int_ai_models__identified') }}
    where is_first_record
),

known_dates as (select * from {{ ref('known_training_dates') }}),

assumptions as (

    select
        cast({{
            rule_value(ref('training_date_rules'), 'days_from_training_to_publication')
        }} as integer) as days_from_training_to_publication,
        {{ rule_value(ref('training_date_rules'), 'default_training_hours') }}
            as default_training_hours

),

training_times as (

    select
        ids.snapshot_date,
        ids.ai_model_id,
        known_dates.training_started_on,
        coalesce(
            known_dates.training_ended_on,
            records.publication_date
            - assumptions.days_from_training_to_publication
        ) as training_ended_on,
        -- whole days
        cast(floor(coalesce(
            records.training_time_hours,
            assumptions.default_training_hours
        ) / 24) as integer) as training_days

    from records
    inner join ids
        on records.record_id = ids.record_id
    cross join assumptions
    left join known_dates
        on ids.ai_model_id = known_dates.ai_model_id

),

training_starts as (

    select
        snapshot_date,
        ai_model_id,
        coalesce(training_started_on, training_ended_on - training_days)
            as training_started_on

    from training_times

)

select * from training_starts
