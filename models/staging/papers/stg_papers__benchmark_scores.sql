with

scores as (select * from {{ ref('papers__benchmark_scores') }}),

benchmark_scores as (

    select
        paper,
        family,
        setting,
        benchmark,
        ai_model_label,
        metric,
        parameters,
        compute_ai_model_name,
        {{ name_key('compute_ai_model_name') }} as compute_ai_model_id,
        score_percent / 100 as score_share,
        -- a share is no straight line in log compute, its log odds may be; there are
        -- none where all or no answers are right
        case
            when score_percent > 0 and score_percent < 100
                then ln(score_percent / (100 - score_percent))
        end as score_logit,
        place,
        source_url,
        source_date

    from scores

)

select * from benchmark_scores
