with

gap_rules as (

    select * from {{ ref('parameter_gap_rules') }}

)

select * from gap_rules
