with

cases as (

    select * from {{ ref('stg_papers__enhancement_cases') }}

),

enhanced as (

    select * from {{ ref('int_enhancements__enhanced_scores') }}

),

samples as (

    select * from {{ ref('int_enhancements__gain_samples') }}

),

bounds as (

    select * from {{ ref('int_enhancements__observed_bounds') }}

),

preferences as (

    select * from {{ ref('stg_papers__preferred_models') }}

),

computes as (

    select * from {{ ref('int_enhancements__computes') }}

),

scored as (

    select
        case_id,
        enhanced.snapshot_date,
        enhanced.enhanced_label,
        cases.enhancement,
        cases.enhancement_type,
        cases.combined_with_type,
        cases.published_reading,
        cases.benchmark,
        enhanced.metric,
        cases.baseline_family,
        cases.is_cross_family,
        enhanced.parameters,
        enhanced.training_compute_flop,
        enhanced.compute_basis,
        enhanced.baseline_score_share,
        enhanced.enhanced_score_share,
        samples.n_sizes,
        samples.ci_level,
        list_min(samples.baseline_oom) as least_baseline_oom,
        list_max(samples.baseline_oom) as greatest_baseline_oom,
        bounds.largest_beaten_label,
        bounds.observed_gain_factor_low,
        bounds.observed_gain_factor_high,
        coalesce(bounds.is_beyond_baseline, false) as is_lower_bound_only,
        cases.one_time_cost_share,
        cases.one_time_cost_reason,
        enhanced.enhanced_place as place,
        enhanced.enhanced_source_url as source_url

    from enhanced
    inner join cases using (case_id)
    inner join samples using (case_id, snapshot_date, enhanced_label)
    left join bounds using (case_id, snapshot_date, enhanced_label)

),

-- a preferred model is at least as good as the larger one it was compared with
preferred as (

    select
        preferences.case_id,
        smaller.snapshot_date,
        preferences.preferred_label as enhanced_label,
        preferences.enhancement,
        preferences.enhancement_type,
        preferences.published_reading,
        preferences.benchmark,
        preferences.over_label as baseline_family,
        false as is_cross_family,
        preferences.preferred_parameters as parameters,
        smaller.training_compute_flop,
        smaller.compute_basis,
        1 as n_sizes,
        preferences.over_label as largest_beaten_label,
        {{ ratio('larger.training_compute_flop', 'smaller.training_compute_flop') }}
            as observed_gain_factor_low,
        observed_gain_factor_low is not null as is_lower_bound_only,
        preferences.one_time_cost_share,
        preferences.one_time_cost_reason,
        preferences.place,
        preferences.source_url

    from preferences
    inner join computes as smaller
        on preferences.preferred_base_id = smaller.compute_ai_model_id
    inner join computes as larger
        on
            preferences.over_id = larger.compute_ai_model_id
            and smaller.snapshot_date = larger.snapshot_date

),

combined as (

    select * from scored
    union all by name
    select * from preferred

)

select * from combined
