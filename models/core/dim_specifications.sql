with

specifications as (
    select * from {{ ref('trend_specifications') }}
    where entity != 'series'
),

described_specifications as (

    select
        specification,
        question,
        entity,
        metric,
        population,
        grouping_name,
        sample_rule,
        not excludes_low_outliers as has_low_outliers,
        starts_on,
        ends_before,
        min_obs,
        ci_level,
        source_url

    from specifications

)

select * from described_specifications
