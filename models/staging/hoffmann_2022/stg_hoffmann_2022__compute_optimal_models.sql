with

models as (select * from {{ ref('hoffmann_2022__compute_optimal_models') }})

select
    record_number,
    parameters,
    training_flop,
    training_tokens,
    place,
    source_url,
    source_date

from models
