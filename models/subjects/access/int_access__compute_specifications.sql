with

specifications as (

    select * from {{ ref('access_compute_specifications') }}

)

select * from specifications
