with

training_runs as (

    select * from {{ ref('int_models__training_runs') }}

),

compute_ranks as (

    select * from {{ ref('int_eras__compute_ranks') }}

),

periods as (

    select * from {{ ref('record_periods') }}

),

flagged as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.publication_date,
        training_runs.organization_type,
        list_filter(
            [
                'disclosed',
                case when compute_ranks.is_frontier then 'frontier' end,
                case
                    when compute_ranks.is_near_compute_record
                        then 'near_compute_record'
                end,
                case when compute_ranks.is_compute_record then 'compute_record' end
            ],
            lambda record_rule: record_rule is not null
        ) as record_rules

    from training_runs
    inner join compute_ranks using (snapshot_date, ai_model_id)

),

long as (

    select
        snapshot_date,
        ai_model_id,
        publication_date,
        organization_type,
        unnest(record_rules) as record_rule

    from flagged

),

placed as (

    select
        long.snapshot_date,
        long.record_rule,
        periods.period,
        long.ai_model_id,
        long.organization_type

    from long
    inner join periods
        on
            long.publication_date >= coalesce(periods.starts_on, date '0001-01-01')
            and long.publication_date
            < coalesce(periods.ends_before, date '9999-12-31')

)

select * from placed
