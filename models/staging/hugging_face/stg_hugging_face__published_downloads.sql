with

published as (

    select * from {{ ref('hugging_face__published_downloads') }}

)

select * from published
