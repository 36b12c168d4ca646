-- A record that is about no AI model, or about two, would be lost or counted twice by
-- everything behind it. Each AI model of a snapshot has one record that speaks for it,
-- and that record is its training run.
with

records as (select * from {{ ref('stg_epoch_ai__ai_model_records') }}),

identified as (select * from {{ ref('int_ai_models__identified') }}),

training_runs as (select * from {{ ref('fct_training_runs') }}),

per_record as (

    select
        records.record_id as subject,
        count(identified.ai_model_id) as n_found

    from records
    left join identified
        on records.record_id = identified.record_id
    group by records.record_id

),

per_ai_model as (

    select
        concat_ws('/', identified.snapshot_date, identified.ai_model_id) as subject,
        count(training_runs.ai_model_id) filter (where identified.is_first_record)
            as n_found

    from identified
    full join training_runs
        on
            identified.snapshot_date = training_runs.snapshot_date
            and identified.ai_model_id = training_runs.ai_model_id
    group by identified.snapshot_date, identified.ai_model_id

),

combined as (

    select * from per_record
    union all
    select * from per_ai_model

),

not_one as (

    select * from combined
    where n_found != 1

)

select * from not_one
