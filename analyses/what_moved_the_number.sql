-- What moved the number: how much of each change of the headline trends comes from
-- models added, removed, revised or relabelled, and which model moved it most?
with

trend_revisions as (
    select * from {{ ref('fct_trend_revisions') }}
    where
        specification in ('compute__deep_learning', 'compute__large_scale')
        and status = 'estimated'
),

members as (
    select * from {{ ref('fct_trend_revision_members') }}
    where contribution_rank = 1
),

named as (

    select
        trend_revisions.specification,
        trend_revisions.old_snapshot_date,
        trend_revisions.new_snapshot_date,
        trend_revisions.old_doubling_months,
        trend_revisions.new_doubling_months,
        trend_revisions.contribution_rank,
        trend_revisions.change_kind,
        trend_revisions.n_changed,
        trend_revisions.contribution_doubling_months,
        trend_revisions.is_within_old_interval,
        members.member_name as top_member_name,
        members.change_kind as top_member_change,
        members.contribution_doubling_months as top_member_doubling_months

    from trend_revisions
    left join members
        using (specification, group_name, old_snapshot_date, new_snapshot_date)

)

select * from named
order by specification, new_snapshot_date, contribution_rank
