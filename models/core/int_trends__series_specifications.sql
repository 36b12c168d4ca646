with

specifications as (

    select * from {{ ref('series_specifications') }}

)

select * from specifications
