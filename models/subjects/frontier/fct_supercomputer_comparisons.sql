with

comparisons as (

    select * from {{ ref('int_ai_models__supercomputer_days') }}

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

    from comparisons

)

select * from converted
