with

label_rules as (

    select * from {{ ref('label_rules') }}

),

interval_levels as (

    select * from {{ ref('interval_levels') }}

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
            as calibration_min_obs,
        max(rule_value) filter (where rule_name = 'share_ci_level') as ci_level

    from label_rules

),

levelled as (

    select
        pivoted.*,
        interval_levels.normal_quantile as ci_z

    from pivoted
    inner join interval_levels using (ci_level)

)

select * from levelled
