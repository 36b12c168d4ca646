with

training_runs as (select * from {{ ref('touvron_2023__training_runs') }})

select
    ai_model_name,
    {{ name_key('ai_model_name') }} as ai_model_id,
    parameters,
    training_tokens,
    training_chip_hours,
    place,
    source_url,
    source_date

from training_runs
