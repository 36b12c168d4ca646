-- A new way of writing a number or a date empties its column without an error. One
-- record in a hundred may hold a value that can't be read, and no column most of its
-- values, where they are more than five: the worst of 2022 has three of ten. Exports
-- until 2025-06-20 lost the exponents of fine-tuning compute, in 74 of 165 values of
-- that day: these are counted, and no later file may do the same.
with

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models'
),

cast_failures as (

    select
        *,
        case
            when snapshot_date <= date '2025-06-20' then n_failed - n_impossible_size
            else n_failed
        end as n_unexpected

    from {{ ref('fct_cast_failures') }}

)

select cast_failures.*
from cast_failures
inner join snapshots
    on cast_failures.snapshot_date = snapshots.snapshot_date
where
    cast_failures.n_unexpected > 5
    and (
        cast_failures.n_unexpected > 0.01 * snapshots.n_records
        or cast_failures.n_unexpected > 0.5 * cast_failures.n_published
    )
