with

points as (select * from {{ ref('openai__ai_and_compute_points') }}),

points_in_flop as (

    select
        point_name,
        publication_date,
        {{ fractional_year('publication_date') }} as publication_year,
        {{ petaflop_per_s_days_to_flop('training_compute_petaflop_per_s_days') }}
            as training_compute_flop,
        {{ name_key('matched_ai_model_name') }} as ai_model_id,
        source_url

    from points

)

select * from points_in_flop
