with

label_rules as (

    select * from {{ ref('label_rules') }}

),

pivoted as (

    select
        max(rule_value) filter (where rule_name = 'revision_moved_share')
            as moved_share,
        max(rule_value) filter (where rule_name = 'revision_large_factor')
            as large_factor,
        max(rule_value) filter (where rule_name = 'named_contributors_max')
            as named_contributors_max,
        max(rule_value) filter (where rule_name = 'share_ci_level') as ci_level,
        max(rule_value) filter (where rule_name = 'share_ci_z') as ci_z

    from label_rules

)

select * from pivoted
