-- How many published values of training compute were changed afterwards, by how much,
-- and in which direction?
with

field_revisions as (select * from {{ ref('fct_field_revisions') }}),

of_compute as (

    select
        old_snapshot_date,
        new_snapshot_date,
        is_consecutive,
        n_obs,
        n_moved,
        moved_share,
        moved_share_ci_low,
        moved_share_ci_high,
        large_share,
        power(10, moved_size_median_oom) as moved_median_factor,
        power(10, moved_median_oom) as moved_median_ratio,
        n_added_values,
        n_removed_values

    from field_revisions
    where field = 'training_compute_flop'

)

select * from of_compute
order by old_snapshot_date, new_snapshot_date
