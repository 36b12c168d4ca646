with

fits as (

    select * from {{ ref('fit_revisions__trends') }}
    where status = 'estimated'

),

members as (

    select * from {{ ref('int_revisions__trend_members') }}

),

unnested as (

    select
        specification,
        group_name,
        cast(old_snapshot_date as date) as old_snapshot_date,
        cast(new_snapshot_date as date) as new_snapshot_date,
        unnest(member_ids) as member_id,
        unnest(contributions_oom_per_year) as slope_contribution_oom_per_year

    from fits

),

joined as (

    select
        members.specification,
        members.group_name,
        members.old_snapshot_date,
        members.new_snapshot_date,
        members.member_id,
        members.metric,
        members.change_kind,
        members.change_detail,
        members.scope_effect,
        members.old_year,
        members.new_year,
        members.old_metric_oom,
        members.new_metric_oom,
        unnested.slope_contribution_oom_per_year

    from members
    inner join unnested
        using (
            specification,
            group_name,
            old_snapshot_date,
            new_snapshot_date,
            member_id
        )
    where members.change_kind != 'kept'

)

select * from joined
