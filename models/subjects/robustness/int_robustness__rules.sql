with

label_rules as (

    select * from {{ ref('label_rules') }}

),

pivoted as (

    select
        max(rule_value) filter (where rule_name = 'influential_members_max')
            as influential_members_max,
        max(rule_value) filter (where rule_name = 'dfbetas_limit') as dfbetas_limit,
        max(rule_value) filter (where rule_name = 'quantile_trend_middle')
            as quantile_trend_middle,
        max(rule_value) filter (where rule_name = 'quantile_trend_upper')
            as quantile_trend_upper,
        max(rule_value) filter (where rule_name = 'quantile_trend_min_tail')
            as quantile_trend_min_tail

    from label_rules

)

select * from pivoted
