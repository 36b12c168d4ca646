-- A new way of writing a number or a date empties its column without an error. One
-- record in a hundred may hold a value that can't be read, and no column most of its
-- values, where they are more than five: the worst of 2022 has three of ten.
with

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models'
),

cast_failures as (select * from {{ ref('fct_cast_failures') }})

select cast_failures.*
from cast_failures
inner join snapshots
    on cast_failures.snapshot_date = snapshots.snapshot_date
where
    cast_failures.n_failed > 5
    and (
        cast_failures.n_failed > 0.01 * snapshots.n_records
        or cast_failures.failed_share > 0.5
    )
