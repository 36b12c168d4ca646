with

specifications as (

    select * from {{ ref('summary_specifications') }}

),

interval_levels as (

    select * from {{ ref('interval_levels') }}

),

levelled as (

    select
        specifications.*,
        interval_levels.normal_quantile

    from specifications
    inner join interval_levels using (ci_level)

)

select * from levelled
