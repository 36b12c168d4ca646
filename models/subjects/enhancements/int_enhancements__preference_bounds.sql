with

preferences as (

    select * from {{ ref('stg_papers__preferred_models') }}

),

computes as (

    select * from {{ ref('int_enhancements__computes') }}

),

-- a preferred model is at least as good as the larger one it was compared with
joined as (

    select
        preferences.case_id,
        preferred.snapshot_date,
        preferences.enhancement,
        preferences.enhancement_type,
        preferences.published_reading,
        preferences.benchmark,
        preferences.preferred_label as enhanced_label,
        preferences.preferred_parameters as parameters,
        preferences.over_label as largest_beaten_label,
        preferred.training_compute_flop,
        preferred.compute_basis,
        {{ ratio('beaten.training_compute_flop', 'preferred.training_compute_flop') }}
            as observed_gain_factor_low,
        preferences.one_time_cost_share,
        preferences.one_time_cost_reason,
        preferences.place,
        preferences.source_url

    from preferences
    inner join computes as preferred
        on preferences.preferred_base_id = preferred.compute_ai_model_id
    inner join computes as beaten
        on
            preferences.over_id = beaten.compute_ai_model_id
            and preferred.snapshot_date = beaten.snapshot_date

)

select * from joined
