with

families as (select * from {{ ref('hugging_face__families') }})

select
    family,
    variant,
    n_sizes_released,
    source_url

from families
