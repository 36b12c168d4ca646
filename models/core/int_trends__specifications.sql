with

ai_models as (

    select
        'ai_model' as entity,
        *

    from {{ ref('trend_specifications') }}

),

-- chips have neither notability nor z-scores
chips as (

    select
        'chip' as entity,
        specification,
        question,
        metric,
        'all' as population,
        sample_rule,
        cast(null as varchar) as z_rule,
        false as excludes_low_outliers,
        starts_on,
        ends_before,
        grouping_name,
        min_obs,
        ci_level,
        noise_factor,
        source_url

    from {{ ref('hardware_trend_specifications') }}

),

-- the largest models at release, within a population and a group
frontiers as (

    select
        'ai_model' as entity,
        specification,
        question,
        metric,
        population,
        'top_at_release' as sample_rule,
        cast(null as varchar) as z_rule,
        false as excludes_low_outliers,
        starts_on,
        ends_before,
        grouping_name,
        min_obs,
        ci_level,
        noise_factor,
        source_url

    from {{ ref('frontier_trend_specifications') }}

),

combined as (

    select * from ai_models
    union all by name
    select * from chips
    union all by name
    select * from frontiers

)

select * from combined
