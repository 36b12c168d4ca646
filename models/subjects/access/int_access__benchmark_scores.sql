with

capabilities as (select * from {{ ref('stg_epoch_ai__capabilities_index') }}),

mmlu as (select * from {{ ref('stg_epoch_ai__mmlu_scores') }}),

gpqa_diamond as (select * from {{ ref('stg_epoch_ai__gpqa_diamond_scores') }}),

bbh as (select * from {{ ref('stg_epoch_ai__bbh_scores') }}),

vocabulary as (
    select * from {{ ref('vocabulary_terms') }}
    where field = 'model_access'
),

tiers as (select * from {{ ref('access_tiers') }}),

-- access stands in the index alone
accesses as (

    select
        capabilities.snapshot_date,
        capabilities.model_version,
        max(tiers.has_open_weights) as has_open_weights,
        min_by(tiers.access_tier, tiers.access_rank) as access_tier

    from capabilities
    inner join vocabulary
        on lower(capabilities.model_access) = lower(vocabulary.published_term)
    inner join tiers
        on vocabulary.term = tiers.access_tier
    group by capabilities.snapshot_date, capabilities.model_version

),

scores as (

    select
        snapshot_date,
        'capabilities_index' as benchmark,
        model_version,
        release_date,
        capabilities_index as score

    from capabilities
    union all
    select
        snapshot_date,
        'mmlu' as benchmark,
        model_version,
        release_date,
        score_share as score

    from mmlu
    union all
    select
        snapshot_date,
        'gpqa_diamond' as benchmark,
        model_version,
        release_date,
        score_share as score

    from gpqa_diamond
    union all
    select
        snapshot_date,
        'bbh' as benchmark,
        model_version,
        release_date,
        score_share as score

    from bbh

),

-- a version is scored several times, by several people: its best counts
best as (

    select
        scores.snapshot_date,
        scores.benchmark,
        scores.model_version,
        any_value(accesses.has_open_weights) as has_open_weights,
        any_value(accesses.access_tier) as access_tier,
        min(scores.release_date) as release_date,
        max(scores.score) as score

    from scores
    inner join accesses using (snapshot_date, model_version)
    where
        scores.score is not null
        and scores.release_date is not null
        and accesses.has_open_weights is not null
    group by scores.snapshot_date, scores.benchmark, scores.model_version

)

select * from best
