-- A split that does not sum leaves a part of the change unexplained, and one that
-- starts from another slope explains a change that nobody sees. Changes over longer
-- spans are sums of these.
with

trend_revisions as (
    select * from {{ ref('fct_trend_revisions') }}
    where status = 'estimated'
),

growth_trends as (select * from {{ ref('fct_growth_trends') }}),

summed as (

    select
        specification,
        group_name,
        old_snapshot_date,
        new_snapshot_date,
        count(*) as n_parts,
        sum(slope_contribution_oom_per_year) as slope_change,
        max(new_doubling_months) - max(old_doubling_months) as doubling_change,
        sum(contribution_doubling_months) as doubling_parts,
        {{ growth_factor_per_year('max(new_slope_oom_per_year)') }}
        - {{ growth_factor_per_year('max(old_slope_oom_per_year)') }} as factor_change,
        sum(contribution_growth_factor_per_year) as factor_parts

    from trend_revisions
    group by all

),

broken as (

    select summed.*
    from summed
    left join growth_trends as before
        on
            summed.specification = before.specification
            and summed.group_name = before.group_name
            and summed.old_snapshot_date = before.snapshot_date
    left join growth_trends as after
        on
            summed.specification = after.specification
            and summed.group_name = after.group_name
            and summed.new_snapshot_date = after.snapshot_date
    where
        summed.n_parts != 4
        or coalesce(
            abs(
                summed.slope_change
                - (after.slope_oom_per_year - before.slope_oom_per_year)
            ) > 1e-9,
            true
        )
        or abs(summed.doubling_parts - summed.doubling_change)
        > 1e-6 * (1 + abs(summed.doubling_change))
        or abs(summed.factor_parts - summed.factor_change)
        > 1e-6 * (1 + abs(summed.factor_change))

)

select * from broken
