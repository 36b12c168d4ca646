-- How many AI models came, went and were revised from each snapshot to the next, and
-- how many of those that went only fell out of the scope of the file?
with

snapshot_changes as (select * from {{ ref('fct_snapshot_changes') }}),

consecutive as (

    select
        old_snapshot_date,
        new_snapshot_date,
        n_before,
        n_added,
        n_added_by_scope,
        n_removed,
        n_removed_outside_scope,
        n_removed_for_a_time,
        n_removed - n_removed_outside_scope - n_removed_for_a_time as n_gone,
        n_renamed,
        n_revised,
        n_after

    from snapshot_changes
    where is_consecutive

)

select * from consecutive
order by new_snapshot_date
