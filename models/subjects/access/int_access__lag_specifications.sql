with

specifications as (

    select * from {{ ref('open_closed_lag_specifications') }}

)

select * from specifications
