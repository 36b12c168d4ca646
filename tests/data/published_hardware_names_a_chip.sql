-- A word that stops matching would take its runs out of prices and generations unseen.
with

terms as (
    select * from {{ ref('int_ai_models__terms') }}
    where field = 'hardware'
),

identified as (
    select * from {{ ref('int_ai_models__identified') }}
    where is_primary_record
),

chips as (
    select * from {{ ref('dim_hardware') }}
    where is_in_hardware_table
),

shares as (

    select
        terms.snapshot_date,
        count(chips.hardware_name) / count(*) as matched_share

    from terms
    inner join identified
        on terms.record_id = identified.record_id
    left join chips
        on terms.term = chips.hardware_name
    group by terms.snapshot_date

)

select * from shares
where
    matched_share
    < {{ rule_value(ref('hardware_rules'), 'hardware_match_min_share') }}
