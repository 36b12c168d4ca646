with

gaps as (

    select * from {{ ref('int_costs__release_gaps') }}

)

select
    snapshot_date,
    series,
    member_rank,
    release_name,
    ai_model_id,
    publication_date,
    training_compute_flop,
    cast(days_since_previous as integer) as days_since_previous,
    cast(days_to_next as integer) as days_to_next,
    is_latest_release,
    compute_factor_since_previous

from gaps
