-- An estimate whose specification is nowhere described answers no question.
with

specifications as (select * from {{ ref('dim_specifications') }}),
estimates as (select * from {{ ref('fct_estimates') }}),

undescribed_estimates as (

    select distinct
        estimates.source_mart,
        estimates.specification

    from estimates
    anti join specifications using (source_mart, specification)
    where
        estimates.source_mart in (
            select specifications.source_mart from specifications
        )

)

select * from undescribed_estimates
