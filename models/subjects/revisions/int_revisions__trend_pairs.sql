with

compared as (

    select * from {{ ref('int_revisions__trend_sides') }}

),

-- lists in one order, so that a trend is fitted without being taken apart again
listed as (

    select
        specification,
        group_name,
        old_snapshot_date,
        new_snapshot_date,
        metric,
        max(min_obs) as min_obs,
        count(old_year) as n_before,
        count(new_year) as n_after,
        list(member_id order by member_id) as member_ids,
        list(old_year order by member_id) as old_years,
        list(old_metric_oom order by member_id) as old_metric_oom,
        list(new_year order by member_id) as new_years,
        list(new_metric_oom order by member_id) as new_metric_oom

    from compared
    group by
        specification,
        group_name,
        old_snapshot_date,
        new_snapshot_date,
        metric
    -- a group that one of the snapshots does not know has nothing to compare
    having count(old_year) > 0 and count(new_year) > 0

)

select * from listed
