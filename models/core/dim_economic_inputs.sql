with

inputs as (select * from {{ ref('economic_inputs') }})

select * from inputs
