{% set key = "specification, group_name, old_snapshot_date, new_snapshot_date" -%}

with

fits as (

    select
        * replace (
            cast(old_snapshot_date as date) as old_snapshot_date,
            cast(new_snapshot_date as date) as new_snapshot_date
        )

    from {{ ref('fit_revisions__trends') }}

),

members as (

    select * from {{ ref('int_revisions__trend_members') }}

),

contributions as (

    select * from {{ ref('int_revisions__trend_contributions') }}

),

growth_trends as (

    select * from {{ ref('fct_growth_trends') }}

),

-- a kind of change that no model underwent keeps its row, with n of zero
counted as (

    select
        {{ key }},
        unnest(['added', 'removed', 'revised', 'relabelled']) as change_kind,
        unnest([
            count(*) filter (where change_kind = 'added'),
            count(*) filter (where change_kind = 'removed'),
            count(*) filter (where change_kind = 'revised'),
            count(*) filter (where change_kind = 'relabelled')
        ]) as n_changed

    from members
    group by {{ key }}

),

summed as (

    select
        {{ key }},
        change_kind,
        sum(slope_contribution_oom_per_year) as slope_contribution_oom_per_year,
        sum(slope_contribution_oom_per_year) filter (where scope_effect is not null)
            as slope_scope_contribution_oom_per_year

    from contributions
    group by {{ key }}, change_kind

),

joined as (

    select
        counted.specification,
        counted.group_name,
        counted.old_snapshot_date,
        counted.new_snapshot_date,
        counted.change_kind,
        before.metric,
        cast(counted.n_changed as integer) as n_changed,
        cast(fits.n_obs_before as integer) as n_obs_before,
        cast(fits.n_obs as integer) as n_obs_after,
        fits.status,
        cast(fits.status_reason as varchar) as status_reason,
        -- the trend's own: the fit's last digit may leave an interval without width
        case when fits.status = 'estimated' then before.slope_oom_per_year end
            as old_slope_oom_per_year,
        before.slope_oom_per_year_ci_low as old_slope_oom_per_year_ci_low,
        before.slope_oom_per_year_ci_high as old_slope_oom_per_year_ci_high,
        case when fits.status = 'estimated' then after.slope_oom_per_year end
            as new_slope_oom_per_year,
        after.slope_oom_per_year_ci_low as new_slope_oom_per_year_ci_low,
        after.slope_oom_per_year_ci_high as new_slope_oom_per_year_ci_high,
        before.ci_level,
        case
            when fits.status = 'estimated'
                then coalesce(summed.slope_contribution_oom_per_year, 0)
        end as slope_contribution_oom_per_year,
        case
            when fits.status = 'estimated'
                then coalesce(summed.slope_scope_contribution_oom_per_year, 0)
        end as slope_scope_contribution_oom_per_year

    from counted
    inner join fits using ({{ key }})
    inner join growth_trends as before
        on
            counted.specification = before.specification
            and counted.group_name = before.group_name
            and counted.old_snapshot_date = before.snapshot_date
    inner join growth_trends as after
        on
            counted.specification = after.specification
            and counted.group_name = after.group_name
            and counted.new_snapshot_date = after.snapshot_date
    left join summed using ({{ key }}, change_kind)

),

converted as (

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
        {{ doubling_months_part(
            'slope_contribution_oom_per_year',
            'old_slope_oom_per_year',
            'new_slope_oom_per_year'
        ) }} as contribution_doubling_months,
        {{ growth_factor_part(
            'slope_contribution_oom_per_year',
            'old_slope_oom_per_year',
            'new_slope_oom_per_year'
        ) }} as contribution_growth_factor_per_year,
        'OLS; Aumann-Shapley value of the change of sample' as method

    from joined

)

select * from converted
