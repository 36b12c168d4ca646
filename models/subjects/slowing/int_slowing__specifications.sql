with

specifications as (

    select * from {{ ref('changepoint_specifications') }}

)

select * from specifications
