with

choices as (
    select * from {{ ref('specification_curve_choices') }}
    where dimension != 'headline'
),

headlines as (

    select
        metric,
        option_name as headline_specification

    from {{ ref('specification_curve_choices') }}
    where dimension = 'headline'

),

specifications as (select * from {{ ref('trend_specifications') }}),

choices_of_headlines as (

    select
        choices.metric,
        choices.dimension,
        choices.option_name,
        choices.option_value,
        choices.is_headline,
        headlines.headline_specification,
        specifications.min_obs,
        specifications.ci_level,
        choices.source_url

    from choices
    inner join headlines
        on choices.metric = headlines.metric
    inner join specifications
        on headlines.headline_specification = specifications.specification

)

select * from choices_of_headlines
