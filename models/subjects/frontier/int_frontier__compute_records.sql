with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

flags as (select * from {{ ref('int_ai_models__record_and_frontier_flags') }}),

ranked_runs as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.ai_model_name,
        training_runs.publication_date,
        training_runs.organization_type,
        training_runs.confidence,
        training_runs.is_notable,
        training_runs.training_compute_flop,
        flags.is_compute_record,
        flags.is_near_compute_record

    from training_runs
    inner join flags using (snapshot_date, ai_model_id)

),

-- models of one day hold a record together
records as (

    select
        *,
        max(training_compute_flop) over (
            partition by snapshot_date
            order by publication_date
            range between unbounded preceding and interval 1 day preceding
        ) as previous_record_flop,
        min(publication_date) over (
            partition by snapshot_date
            order by publication_date
            range between interval 1 day following and unbounded following
        ) as next_record_date

    from ranked_runs
    where is_compute_record

),

measured_records as (

    select
        * exclude (is_compute_record, is_near_compute_record),
        {{ ratio('training_compute_flop', 'previous_record_flop') }}
            as factor_over_previous,
        next_record_date is null as is_standing,
        date_diff('day', publication_date, coalesce(next_record_date, snapshot_date))
            as days_held

    from records

),

near_records as (

    select
        measured_records.snapshot_date,
        measured_records.ai_model_id,
        count(ranked_runs.ai_model_id) as n_near_records

    from measured_records
    left join ranked_runs
        on
            measured_records.snapshot_date = ranked_runs.snapshot_date
            and ranked_runs.is_near_compute_record
            and not ranked_runs.is_compute_record
            and measured_records.publication_date <= ranked_runs.publication_date
            and ranked_runs.publication_date
            < coalesce(measured_records.next_record_date, date '9999-12-31')
    group by measured_records.snapshot_date, measured_records.ai_model_id

),

compute_records as (

    select
        measured_records.*,
        near_records.n_near_records

    from measured_records
    inner join near_records using (snapshot_date, ai_model_id)

)

select * from compute_records
