with

label_rules as (

    select * from {{ ref('label_rules') }}

),

interval_rules as (

    select * from {{ ref('int_ai_models__interval_rules') }}

),

pivoted as (

    select
        max(rule_value) filter (where rule_name = 'revision_moved_share')
            as moved_share,
        max(rule_value) filter (where rule_name = 'revision_large_factor')
            as large_factor,
        max(rule_value) filter (where rule_name = 'named_contributors_max')
            as named_contributors_max,
        max(rule_value) filter (where rule_name = 'calibration_min_obs')
            as calibration_min_obs

    from label_rules

),

joined as (

    select
        pivoted.*,
        interval_rules.ci_level,
        interval_rules.ci_z

    from pivoted
    cross join interval_rules

)

select * from joined
