-- An estimate whose specification is nowhere described answers no question.
with

specifications as (select * from {{ ref('dim_specifications') }}),

estimates as (select * from {{ ref('fct_estimates') }}),

described_marts as (

    select distinct source_mart
    from specifications

),

undescribed_estimates as (

    select distinct
        estimates.source_mart,
        estimates.specification

    from estimates
    semi join described_marts using (source_mart)
    anti join specifications using (source_mart, specification)

)

select * from undescribed_estimates
