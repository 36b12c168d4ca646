with

supercomputer_days as (

    select * from {{ ref('int_ai_models__supercomputer_days') }}

),

compute_ranks as (

    select * from {{ ref('int_ai_models__compute_ranks') }}
    where is_compute_record or is_frontier

),

converted as (

    select
        snapshot_date,
        ai_model_id,
        ai_model_name,
        publication_date,
        organization_type,
        confidence,
        is_compute_record,
        is_frontier,
        training_compute_flop,
        list_date,
        system_name,
        system_country_code,
        rmax_flop_per_s,
        supercomputer_days,
        {{ days_to_years('supercomputer_days') }} as supercomputer_years

    from supercomputer_days
    inner join compute_ranks using (snapshot_date, ai_model_id)

)

select * from converted
