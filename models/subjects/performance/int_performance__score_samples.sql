with

scores as (
    select * from {{ ref('stg_touvron_2023__benchmark_scores') }}
    where ai_model_id != 'llama270b'
),

scales as (select * from {{ ref('int_performance__scales') }}),

targets as (select * from {{ ref('int_performance__targets') }}),

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

goals as (

    select
        benchmark,
        list(target_name order by target_name) as target_names,
        list(target_score_share order by target_name) as target_score_shares

    from targets
    group by benchmark

),

score_samples as (

    select
        scores.benchmark,
        scales.covariate,
        scales.snapshot_date,
        cast(count(*) as integer) as n_models,
        list(
            scales.scale_value order by scales.scale_value, scores.ai_model_id
        ) filter (where scales.scale_value is not null) as scale_values,
        list(
            scores.score_share order by scales.scale_value, scores.ai_model_id
        ) filter (where scales.scale_value is not null) as score_shares,
        max(scales.scale_value) as largest_scale,
        arg_max(scores.score_share, scales.scale_value) as score_share_of_largest

    from scores
    inner join scales using (ai_model_id)
    group by scores.benchmark, scales.covariate, scales.snapshot_date

)

select
    score_samples.benchmark,
    score_samples.covariate,
    score_samples.snapshot_date,
    score_samples.n_models,
    coalesce(score_samples.scale_values, []) as scale_values,
    coalesce(score_samples.score_shares, []) as score_shares,
    score_samples.largest_scale,
    score_samples.score_share_of_largest,
    goals.target_names,
    goals.target_score_shares,
    inputs.value_of['performance_ci_level'] as ci_level,
    cast(inputs.value_of['performance_min_df'] as integer) as min_df

from score_samples
inner join goals using (benchmark)
cross join inputs
