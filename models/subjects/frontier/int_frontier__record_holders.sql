with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

flags as (select * from {{ ref('int_ai_models__record_and_frontier_flags') }}),

periods as (select * from {{ ref('record_periods') }}),

flagged_runs as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.publication_date,
        training_runs.organization_type,
        true as disclosed,
        flags.is_frontier as frontier,
        flags.is_near_compute_record as near_compute_record,
        flags.is_compute_record as compute_record

    from training_runs
    inner join flags using (snapshot_date, ai_model_id)

),

runs as (

    unpivot flagged_runs
    on disclosed, frontier, near_compute_record, compute_record
    into name record_rule value is_met

),

record_holders as (

    select
        runs.snapshot_date,
        runs.record_rule,
        periods.period,
        runs.ai_model_id,
        runs.organization_type

    from runs
    inner join periods
        on
            runs.publication_date >= coalesce(periods.starts_on, date '0001-01-01')
            and runs.publication_date
            < coalesce(periods.ends_before, date '9999-12-31')
    where runs.is_met

)

select * from record_holders
