with

claims as (

    select
        *
        rename (
            snapshot_date as own_snapshot_date,
            ci_level as published_ci_level,
            n_obs as n_obs_published
        )

    from {{ ref('int_claims__published') }}

),

snapshots as (

    select
        snapshot_date,
        coalesce(bool_or(n_notable_ai_models < n_ai_models), false) as has_all_models

    from {{ ref('dim_snapshots') }}
    where table_name in ('ai_models', 'ml_hardware')
    group by snapshot_date

),

estimates as (

    select * from {{ ref('int_claims__estimates') }}

),

interval_levels as (

    select * from {{ ref('interval_levels') }}

),

paired as (

    select
        claims.*,
        snapshots.snapshot_date,
        coalesce(claims.population, '') = 'all'
        and not snapshots.has_all_models as is_out_of_scope,
        estimates.estimate,
        estimates.estimate_ci_low,
        estimates.estimate_ci_high,
        estimates.ci_level as estimated_ci_level,
        estimates.n_obs,
        estimates.method,
        estimates.status_reason,
        estimates.tested_by is not null as is_found,
        coalesce(claims.normal_quantile / interval_levels.normal_quantile, 1)
            as quantile_ratio

    from claims
    cross join snapshots
    left join estimates
        on
            claims.tested_by = estimates.tested_by
            and claims.specification = estimates.specification
            and claims.group_name = estimates.group_name
            and claims.quantity = estimates.quantity
            and snapshots.snapshot_date = estimates.snapshot_date
    left join interval_levels
        on estimates.ci_level = interval_levels.ci_level

),

-- both intervals at the level of the published one
levelled as (

    select
        * replace (
            {{ interval_at_level(
                'estimate', 'estimate_ci_low', 'interval_scale', 'quantile_ratio'
            ) }} as estimate_ci_low,
            {{ interval_at_level(
                'estimate', 'estimate_ci_high', 'interval_scale', 'quantile_ratio'
            ) }} as estimate_ci_high
        ),
        coalesce(published_ci_level, estimated_ci_level) as ci_level

    from paired

),

-- a doubling time without upper bound reaches any; other bounds are there or not
compared as (

    select
        *,
        estimate is null
        or is_out_of_scope
        or (compares != 'point' and estimate_ci_low is null) as is_without_number,
        estimate_ci_low >= coalesce(accepted_low, estimate_ci_low)
        and coalesce(estimate_ci_high, 'infinity')
        <= coalesce(accepted_high, 'infinity') as is_all_accepted,
        estimate_ci_low <= coalesce(accepted_high, 'infinity')
        and coalesce(estimate_ci_high, 'infinity')
        >= coalesce(accepted_low, '-infinity') as is_some_accepted,
        estimate between coalesce(accepted_low, '-infinity')
        and coalesce(accepted_high, 'infinity') as is_point_accepted

    from levelled

),

-- bounds on both sides of a claim say neither that it holds nor that it does not
judged as (

    select
        * exclude (
            is_without_number, is_all_accepted, is_some_accepted, is_point_accepted
        ),
        coalesce(
            not is_without_number
            and compares = 'bounds' and is_some_accepted and not is_all_accepted,
            false
        ) as is_undecided,
        is_without_number or is_undecided as is_silent,
        case
            when compares in ('bounds', 'whole_interval') then is_all_accepted
            when compares = 'interval' then is_some_accepted
            else is_point_accepted
        end as is_within

    from compared

)

select * from judged
