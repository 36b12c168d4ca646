-- Ids come from names, so a change of how names are read gives every model a second
-- identity, and comparisons of snapshots compare nothing. From one full snapshot to the
-- next, 70% (2022, a third without a name; 2025, another view) to 99% were kept.
with

training_runs as (select * from {{ ref('fct_training_runs') }}),

full_snapshots as (

    select
        snapshot_date,
        lead(snapshot_date) over (order by snapshot_date) as next_snapshot_date

    from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models' and scope = 'all'

),

kept as (

    select
        full_snapshots.next_snapshot_date,
        count(*) as n_models,
        count(following.ai_model_id) as n_kept

    from full_snapshots
    inner join training_runs
        on full_snapshots.snapshot_date = training_runs.snapshot_date
    left join training_runs as following
        on
            full_snapshots.next_snapshot_date = following.snapshot_date
            and training_runs.ai_model_id = following.ai_model_id
    where full_snapshots.next_snapshot_date is not null
    group by full_snapshots.next_snapshot_date

),

broken as (

    select * from kept
    where n_kept < 0.65 * n_models

)

select * from broken
