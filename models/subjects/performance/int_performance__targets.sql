with

targets as (select * from {{ ref('performance_targets') }}),

scores as (select * from {{ ref('stg_touvron_2023__benchmark_scores') }}),

-- the next model of the same developer, scored on the same page: what the curve of
-- the older ones says about it can be held against what it took
later_models as (

    select
        benchmark,
        'llama_2_70b' as target_name,
        ai_model_id as target_ai_model_id,
        score_share as target_score_share,
        source_url

    from scores
    where ai_model_id = 'llama270b'

),

targets_with_models as (

    select
        benchmark,
        target_name,
        cast(null as varchar) as target_ai_model_id,
        target_score_percent / 100 as target_score_share,
        source_url

    from targets

),

performance_targets as (

    select * from later_models
    union all by name
    select * from targets_with_models

)

select * from performance_targets
