with

scenarios as (

    select * from {{ ref('lifetime_scenarios') }}

)

select dimension_value as tokens_served

from scenarios
where dimension = 'tokens_served'
