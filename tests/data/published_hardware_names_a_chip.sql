-- A word that stops matching would take its runs out of prices and generations unseen.
with

matches as (

    select * from {{ ref('fct_hardware_matches') }}

),

rules as (

    select * from {{ ref('label_rules') }}
    where rule_name = 'hardware_match_min_share'

),

shares as (

    select
        snapshot_date,
        sum(n_ai_models) filter (where is_in_hardware_table) / sum(n_ai_models)
            as matched_share

    from matches
    group by snapshot_date

)

select shares.*
from shares
inner join rules
    on shares.matched_share < rules.rule_value
