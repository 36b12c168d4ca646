with

rules as (

    select
        max(rule_value) filter (where rule_name = 'share_ci_level') as ci_level,
        max(rule_value) filter (where rule_name = 'share_ci_z') as ci_z

    from {{ ref('label_rules') }}

)

select * from rules
