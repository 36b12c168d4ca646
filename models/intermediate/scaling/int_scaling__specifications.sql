with

specifications as (

    select * from {{ ref('trend_specifications') }}

)

select * from specifications
