with

enhanced as (

    select * from {{ ref('int_enhancements__enhanced_scores') }}
    where training_compute_flop is not null

),

baselines as (

    select * from {{ ref('int_enhancements__baselines') }}
    where training_compute_flop is not null

),

-- no curve is assumed: what the enhanced model beats bounds its gain from below, what
-- is at least as good from above
compared as (

    select
        enhanced.case_id,
        enhanced.snapshot_date,
        enhanced.enhanced_label,
        any_value(enhanced.training_compute_flop) as enhanced_flop,
        max(baselines.training_compute_flop) as largest_baseline_flop,
        max(baselines.training_compute_flop) filter (
            where baselines.score_share < enhanced.enhanced_score_share
        ) as largest_beaten_flop,
        min(baselines.training_compute_flop) filter (
            where baselines.score_share >= enhanced.enhanced_score_share
        ) as smallest_unbeaten_flop,
        arg_max(baselines.ai_model_label, baselines.training_compute_flop) filter (
            where baselines.score_share < enhanced.enhanced_score_share
        ) as largest_beaten_label

    from enhanced
    inner join baselines using (case_id, snapshot_date)
    group by enhanced.case_id, enhanced.snapshot_date, enhanced.enhanced_label

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

    from compared

)

select * from bounds
