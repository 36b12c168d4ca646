with

label_rules as (

    select * from {{ ref('label_rules') }}
    where rule_name = 'share_ci_level'

),

interval_levels as (

    select * from {{ ref('interval_levels') }}

),

rules as (

    select
        interval_levels.ci_level,
        interval_levels.normal_quantile as ci_z

    from label_rules
    inner join interval_levels
        on label_rules.rule_value = interval_levels.ci_level

)

select * from rules
