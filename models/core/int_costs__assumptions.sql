with

assumptions as (

    select * from {{ ref('cost_assumptions') }}

),

wide as (

    select
        max(assumption_value) filter (where assumption = 'depreciation_oom_per_year')
            as depreciation_oom_per_year,
        max(assumption_value) filter (where assumption = 'interconnect_share')
            as interconnect_share,
        max(assumption_value) filter (where assumption = 'hours_per_year')
            as hours_per_year,
        max(assumption_value) filter (where assumption = 'default_training_hours')
            as default_training_hours,
        cast(max(assumption_value) filter (
            where assumption = 'days_from_training_to_publication'
        ) as integer) as days_from_training_to_publication,
        cast(max(assumption_value) filter (
            where assumption = 'days_from_release_to_delivery'
        ) as integer) as days_from_release_to_delivery,
        cast(strptime(cast(cast(max(assumption_value) filter (
            where assumption = 'usd_2020_month'
        ) as integer) as varchar), '%Y%m') as date) as usd_2020_month,
        cast(strptime(cast(cast(max(assumption_value) filter (
            where assumption = 'usd_2023_month'
        ) as integer) as varchar), '%Y%m') as date) as usd_2023_month

    from assumptions

)

select * from wide
