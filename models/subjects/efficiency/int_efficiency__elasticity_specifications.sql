with

specifications as (

    select * from {{ ref('elasticity_specifications') }}

)

select * from specifications
