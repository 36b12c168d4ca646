with

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models'
),

conventions as (select * from {{ ref('snapshot_conventions') }}),

labelled_snapshots as (

    select
        snapshots.snapshot_date,
        snapshots.scope,
        -- the first database held notable models only, whatever its scope is called
        not snapshots.has_all_models
        or coalesce(conventions.is_every_record_notable, false) as is_notable_only,
        -- a snapshot without a convention of its own follows the newest one
        coalesce(conventions.language_dataset_unit, 'tokens') as dataset_unit,
        lag(snapshots.snapshot_date) over (order by snapshots.snapshot_date)
            as previous_snapshot_date,
        snapshots.snapshot_date = max(snapshots.snapshot_date) over (
            partition by snapshots.scope
        ) as is_newest_of_scope

    from snapshots
    left join conventions
        on snapshots.snapshot_date = conventions.snapshot_date

),

-- neighbours, and each snapshot with the newest of either scope: as many pairs as
-- snapshots, not as their square
snapshot_pairs as (

    select
        earlier.snapshot_date as old_snapshot_date,
        later.snapshot_date as new_snapshot_date,
        earlier.scope as old_scope,
        later.scope as new_scope,
        earlier.is_notable_only as is_old_notable_only,
        later.is_notable_only as is_new_notable_only,
        earlier.is_notable_only != later.is_notable_only as is_scope_changed,
        earlier.dataset_unit != later.dataset_unit as is_dataset_unit_changed,
        earlier.snapshot_date = later.previous_snapshot_date as is_consecutive

    from labelled_snapshots as earlier
    inner join labelled_snapshots as later
        on earlier.snapshot_date < later.snapshot_date
    where
        earlier.snapshot_date = later.previous_snapshot_date
        or later.is_newest_of_scope

)

select * from snapshot_pairs
