with

enhanced_scores as (select * from {{ ref('int_enhancements__enhanced_scores') }}),

baselines as (select * from {{ ref('int_enhancements__baselines') }}),

rules as (

    select
        {{ rule_value(ref('interval_levels'), 'gain_ci_level') }} as ci_level,
        cast(
            {{ rule_value(ref('enhancements_rules'), 'gain_min_sizes') }} as integer
        ) as min_sizes

),

curves as (

    select
        case_id,
        snapshot_date,
        cast(count(*) as integer) as n_sizes,
        cast(regr_count(score_logit, training_compute_oom) as integer) as n_obs,
        list(training_compute_oom order by training_compute_oom, score_logit) filter (
            where training_compute_oom is not null and score_logit is not null
        ) as baseline_oom,
        list(score_logit order by training_compute_oom, score_logit) filter (
            where training_compute_oom is not null and score_logit is not null
        ) as baseline_logits

    from baselines
    group by case_id, snapshot_date

),

gain_samples as (

    select
        enhanced_scores.case_id,
        enhanced_scores.snapshot_date,
        enhanced_scores.enhanced_label,
        enhanced_scores.training_compute_oom,
        enhanced_scores.baseline_score_logit,
        enhanced_scores.enhanced_score_logit,
        curves.n_sizes,
        curves.n_obs,
        coalesce(curves.baseline_oom, []) as baseline_oom,
        coalesce(curves.baseline_logits, []) as baseline_logits,
        rules.ci_level,
        rules.min_sizes

    from enhanced_scores
    inner join curves using (case_id, snapshot_date)
    cross join rules

)

select * from gain_samples
