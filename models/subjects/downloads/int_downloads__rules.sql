with

rules as (

    select
        cast(
            max(rule_value) filter (where rule_name = 'download_top_n') as integer
        ) as top_n,
        max(rule_value) filter (where rule_name = 'download_ci_level') as ci_level

    from {{ ref('label_rules') }}

)

select * from rules
