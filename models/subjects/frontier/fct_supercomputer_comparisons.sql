with

supercomputer_days as (select * from {{ ref('int_ai_models__supercomputer_days') }}),

compute_ranks as (
    select * from {{ ref('int_ai_models__compute_ranks') }}
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
        compute_ranks.is_compute_record,
        compute_ranks.is_frontier,
        supercomputer_days.training_compute_flop,
        supercomputer_days.list_date,
        supercomputer_days.system_name,
        supercomputer_days.system_country_code,
        supercomputer_days.rmax_flop_per_s,
        supercomputer_days.supercomputer_days,
        {{ days_to_years('supercomputer_days.supercomputer_days') }}
            as supercomputer_years

    from supercomputer_days
    inner join compute_ranks using (snapshot_date, ai_model_id)

)

select * from supercomputer_comparisons
