with

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where training_compute_flop is not null
),

number_ones as (

    select
        *,
        lead(list_date) over (order by list_date) as next_list_date

    from {{ ref('stg_top500__number_ones') }}

),

days_of_runs as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.ai_model_name,
        training_runs.publication_date,
        training_runs.publication_year,
        training_runs.organization_type,
        training_runs.confidence,
        training_runs.training_compute_flop,
        number_ones.list_date,
        number_ones.system_name,
        number_ones.country_code as system_country_code,
        number_ones.rmax_flop_per_s,
        {{ days_of_machine(
            'training_runs.training_compute_flop', 'number_ones.rmax_flop_per_s'
        ) }} as supercomputer_days

    from training_runs
    inner join number_ones
        on
            training_runs.publication_date >= number_ones.list_date
            and training_runs.publication_date
            < coalesce(number_ones.next_list_date, date '9999-12-31')

)

select * from days_of_runs
