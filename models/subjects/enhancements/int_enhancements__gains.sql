with

cases as (select * from {{ ref('stg_papers__enhancement_cases') }}),

scores as (select * from {{ ref('int_enhancements__enhanced_scores') }}),

samples as (select * from {{ ref('int_enhancements__gain_samples') }}),

baselines as (select * from {{ ref('int_enhancements__baselines') }}),

-- no curve is assumed: what the enhanced model beats bounds its gain from below, what
-- is at least as good from above
compared_scores as (

    select
        scores.case_id,
        scores.snapshot_date,
        scores.enhanced_label,
        any_value(scores.training_compute_flop) as enhanced_flop,
        max(baselines.training_compute_flop) as largest_baseline_flop,
        max(baselines.training_compute_flop) filter (
            where baselines.score_share < scores.enhanced_score_share
        ) as largest_beaten_flop,
        min(baselines.training_compute_flop) filter (
            where baselines.score_share >= scores.enhanced_score_share
        ) as smallest_unbeaten_flop,
        arg_max(baselines.ai_model_label, baselines.training_compute_flop) filter (
            where baselines.score_share < scores.enhanced_score_share
        ) as largest_beaten_label

    from scores
    inner join baselines using (case_id, snapshot_date)
    where
        scores.training_compute_flop is not null
        and baselines.training_compute_flop is not null
    group by scores.case_id, scores.snapshot_date, scores.enhanced_label

),

bounds as (

    select
        case_id,
        snapshot_date,
        enhanced_label,
        largest_beaten_label,
        {{ ratio('largest_beaten_flop', 'enhanced_flop') }}
            as observed_gain_factor_low,
        -- a larger model that is beaten contradicts the smaller one that is not
        case
            when
                coalesce(largest_beaten_flop, 0) < smallest_unbeaten_flop
                then {{ ratio('smallest_unbeaten_flop', 'enhanced_flop') }}
        end as observed_gain_factor_high,
        coalesce(largest_beaten_flop = largest_baseline_flop, false)
            as is_beyond_baseline

    from compared_scores

),

scored_gains as (

    select
        case_id,
        scores.snapshot_date,
        scores.enhanced_label,
        cases.enhancement,
        cases.enhancement_type,
        cases.combined_with_type,
        cases.published_reading,
        cases.benchmark,
        scores.metric,
        cases.baseline_family,
        cases.is_cross_family,
        scores.parameters,
        scores.training_compute_flop,
        scores.compute_basis,
        scores.baseline_score_share,
        scores.enhanced_score_share,
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
        scores.enhanced_place as place,
        scores.enhanced_source_url as source_url

    from scores
    inner join cases using (case_id)
    inner join samples using (case_id, snapshot_date, enhanced_label)
    left join bounds using (case_id, snapshot_date, enhanced_label)

)

select * from scored_gains
