with

scores as (select * from {{ ref('touvron_2023__benchmark_scores') }})

select
    ai_model_name,
    {{ name_key('ai_model_name') }} as ai_model_id,
    benchmark,
    score_percent / 100 as score_share,
    place,
    source_url,
    source_date

from scores
