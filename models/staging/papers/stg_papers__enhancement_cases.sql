with

cases as (select * from {{ ref('papers__enhancement_cases') }})

select * from cases
