with

cases as (select * from {{ ref('stg_papers__enhancement_cases') }}),

scores as (select * from {{ ref('stg_papers__benchmark_scores') }}),

computes as (select * from {{ ref('int_enhancements__computes') }}),

enhanced_scores as (

    select
        cases.case_id,
        computes.snapshot_date,
        scores.ai_model_label as enhanced_label,
        scores.compute_ai_model_id,
        scores.parameters,
        scores.metric,
        baselines.score_share as baseline_score_share,
        baselines.score_logit as baseline_score_logit,
        scores.score_share as enhanced_score_share,
        scores.score_logit as enhanced_score_logit,
        computes.training_compute_flop,
        log10(nullif(computes.training_compute_flop, 0)) as training_compute_oom,
        computes.compute_basis,
        baselines.source_url as baseline_source_url,
        scores.place as enhanced_place,
        scores.source_url as enhanced_source_url

    from cases
    inner join scores
        on
            cases.benchmark = scores.benchmark
            and cases.enhanced_paper = scores.paper
            and cases.enhanced_family = scores.family
            and cases.enhanced_setting = scores.setting
    inner join computes
        on scores.compute_ai_model_id = computes.compute_ai_model_id
    left join scores as baselines
        on
            cases.benchmark = baselines.benchmark
            and cases.baseline_paper = baselines.paper
            and cases.baseline_family = baselines.family
            and cases.baseline_setting = baselines.setting
            and scores.compute_ai_model_id = baselines.compute_ai_model_id

)

select * from enhanced_scores
