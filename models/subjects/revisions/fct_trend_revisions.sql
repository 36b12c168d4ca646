{% set key = "specification, group_name, old_snapshot_date, new_snapshot_date" -%}
{% set part_of_slopes = [
    "slope_contribution_oom_per_year",
    "old_slope_oom_per_year",
    "new_slope_oom_per_year",
] -%}

with

fits as (

    select * from {{ ref('fit_revisions__trends') }}
    union all by name
    select * from {{ ref('fit_revisions__estimated_costs') }}

),

growth_trends as (select * from {{ ref('fct_growth_trends') }}),

contributions as (

    {{ contributions_to_change('fits') }}

),

-- a kind of change that no model underwent keeps its row, with n of zero
kinds as (

    select
        * replace (
            cast(old_snapshot_date as date) as old_snapshot_date,
            cast(new_snapshot_date as date) as new_snapshot_date
        ),
        unnest(['added', 'removed', 'revised', 'relabelled']) as change_kind

    from fits

),

changes as (

    select
        {{ key }},
        members.change_kind,
        count(*) as n_changed,
        sum(contributions.slope_contribution_oom_per_year) as slope_part,
        sum(contributions.slope_contribution_oom_per_year) filter (
            where members.scope_effect is not null
        ) as scope_part

    from {{ ref('int_revisions__trend_members') }} as members
    left join contributions using ({{ key }}, member_id)
    group by {{ key }}, members.change_kind

),

trends_side_by_side as (

    select
        {{ key }},
        change_kind,
        before.metric,
        cast(coalesce(changes.n_changed, 0) as integer) as n_changed,
        cast(kinds.n_obs_before as integer) as n_obs_before,
        cast(kinds.n_obs as integer) as n_obs_after,
        kinds.status,
        cast(kinds.status_reason as varchar) as status_reason,
        -- the trend's own: the fit's last digit may leave an interval without width
        case when kinds.status = 'estimated' then before.slope_oom_per_year end
            as old_slope_oom_per_year,
        before.slope_oom_per_year_ci_low as old_slope_oom_per_year_ci_low,
        before.slope_oom_per_year_ci_high as old_slope_oom_per_year_ci_high,
        case when kinds.status = 'estimated' then after.slope_oom_per_year end
            as new_slope_oom_per_year,
        after.slope_oom_per_year_ci_low as new_slope_oom_per_year_ci_low,
        after.slope_oom_per_year_ci_high as new_slope_oom_per_year_ci_high,
        before.ci_level,
        case when kinds.status = 'estimated' then coalesce(changes.slope_part, 0) end
            as slope_contribution_oom_per_year,
        case when kinds.status = 'estimated' then coalesce(changes.scope_part, 0) end
            as slope_scope_contribution_oom_per_year

    from kinds
    left join changes using ({{ key }}, change_kind)
    inner join growth_trends as before
        on
            kinds.old_snapshot_date = before.snapshot_date
            and kinds.specification = before.specification
            and kinds.group_name = before.group_name
    inner join growth_trends as after
        on
            kinds.new_snapshot_date = after.snapshot_date
            and kinds.specification = after.specification
            and kinds.group_name = after.group_name

),

trend_revisions as (

    select
        *,
        new_slope_oom_per_year - old_slope_oom_per_year as slope_revision_oom_per_year,
        new_slope_oom_per_year
        between old_slope_oom_per_year_ci_low and old_slope_oom_per_year_ci_high
            as is_within_old_interval,
        cast(
            case
                when status = 'estimated' then row_number() over (
                    partition by {{ key }}
                    order by abs(slope_contribution_oom_per_year) desc, change_kind
                )
            end as integer
        ) as contribution_rank,
        {{ doubling_months('old_slope_oom_per_year') }} as old_doubling_months,
        {{ doubling_months('new_slope_oom_per_year') }} as new_doubling_months,
        {{ doubling_months_part(*part_of_slopes) }} as contribution_doubling_months,
        {{ growth_factor_part(*part_of_slopes) }}
            as contribution_growth_factor_per_year,
        'OLS; Aumann-Shapley value of the change of sample' as method

    from trends_side_by_side

)

select * from trend_revisions
