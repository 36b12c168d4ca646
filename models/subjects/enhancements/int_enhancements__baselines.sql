with

cases as (select * from {{ ref('stg_papers__enhancement_cases') }}),

scores as (select * from {{ ref('stg_papers__benchmark_scores') }}),

computes as (select * from {{ ref('int_enhancements__computes') }}),

baselines as (

    select
        cases.case_id,
        computes.snapshot_date,
        scores.ai_model_label,
        scores.compute_ai_model_id,
        scores.parameters,
        scores.score_share,
        scores.score_logit,
        computes.training_compute_flop,
        log10(nullif(computes.training_compute_flop, 0)) as training_compute_oom,
        computes.compute_basis,
        scores.source_url

    from cases
    inner join scores
        on
            cases.benchmark = scores.benchmark
            and cases.baseline_paper = scores.paper
            and cases.baseline_family = scores.family
            and cases.baseline_setting = scores.setting
    inner join computes
        on scores.compute_ai_model_id = computes.compute_ai_model_id

)

select * from baselines
