with

supercomputer_days as (select * from {{ ref('int_ai_models__supercomputer_days') }}),

flags as (
    select * from {{ ref('int_ai_models__record_and_frontier_flags') }}
    where is_compute_record or is_frontier
),

supercomputer_comparisons as (

    select
        snapshot_date,
        ai_model_id,
        supercomputer_days.ai_model_name,
        supercomputer_days.publication_date,
        supercomputer_days.organization_type,
        supercomputer_days.confidence,
        flags.is_compute_record,
        flags.is_frontier,
        supercomputer_days.training_compute_flop,
        supercomputer_days.list_date,
        supercomputer_days.system_name,
        supercomputer_days.system_country_code,
        supercomputer_days.rmax_flop_per_s,
        supercomputer_days.supercomputer_days,
        {{ days_to_years('supercomputer_days.supercomputer_days') }}
            as supercomputer_years

    from supercomputer_days
    inner join flags using (snapshot_date, ai_model_id)

)

select * from supercomputer_comparisons
