-- Training runs are keyed by snapshot date and AI model. Two files of one date (all
-- models, and notable ones) would hold the same models twice under one key.
with

snapshots as (select * from {{ ref('dim_snapshots') }}),

crowded as (

    select
        table_name,
        snapshot_date,
        count(*) as n_scopes

    from snapshots
    group by table_name, snapshot_date
    having count(*) > 1

)

select * from crowded
