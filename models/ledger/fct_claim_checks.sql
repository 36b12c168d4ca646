with

claims as (select * from {{ ref('int_claims__published') }}),

estimates as (

    select
        * rename (ci_level as estimated_ci_level),
        source_mart as tested_by

    from {{ ref('fct_estimates') }}

),

-- both intervals at the level of the published one
claims_with_estimates as (

    select
        claims.*,
        estimates.estimate,
        {% for bound in ['ci_low', 'ci_high'] -%}
            {{ interval_at_level(
                'estimates.estimate',
                'estimates.' ~ bound,
                'claims.interval_scale',
                'coalesce(claims.normal_quantile / normal_quantiles.normal_quantile, 1)'
            ) }} as estimate_{{ bound }},
        {% endfor -%}
        coalesce(claims.published_ci_level, estimates.estimated_ci_level) as ci_level,
        estimates.estimated_ci_level,
        estimates.n_obs,
        estimates.method,
        estimates.status_reason,
        estimates.tested_by is not null as is_found

    from claims
    left join estimates
        using (tested_by, specification, group_name, quantity, snapshot_date)
    left join {{ ref('normal_quantiles') }} as normal_quantiles
        on estimates.estimated_ci_level = normal_quantiles.ci_level

),

-- a doubling time without upper bound reaches any; other bounds are there or not
compared_claims as (

    select
        *,
        coalesce(accepted_low, '-infinity') as least,
        coalesce(accepted_high, 'infinity') as greatest,
        estimate is null
        or is_out_of_scope
        or (compares != 'point' and estimate_ci_low is null) as is_without_number,
        estimate_ci_low >= coalesce(accepted_low, estimate_ci_low)
        and coalesce(estimate_ci_high, 'infinity') <= greatest as is_all_accepted,
        estimate_ci_low <= greatest
        and coalesce(estimate_ci_high, 'infinity') >= least as is_some_accepted

    from claims_with_estimates

),

-- bounds on both sides of a claim leave it open
judged_claims as (

    select
        *,
        coalesce(
            not is_without_number
            and compares = 'bounds' and is_some_accepted and not is_all_accepted,
            false
        ) as is_undecided,
        is_without_number or is_undecided as is_silent,
        not is_silent and case
            when compares in ('bounds', 'whole_interval') then is_all_accepted
            when compares = 'interval' then is_some_accepted
            else estimate between least and greatest
        end as is_held,
        coalesce(
            bool_or(is_held and is_own_snapshot) over (partition by claim_id), false
        ) as is_held_at_own_time

    from compared_claims

),

claim_checks as (

    select
        *,
        case
            when is_silent then 'not_testable'
            when is_held then 'holds'
            when kind = 'arithmetic' then 'does_not_follow'
            -- older data than the claim's: it says nothing about them
            when snapshot_date < own_snapshot_date then 'before_its_time'
            when is_held_at_own_time then 'drifted'
            else 'contradicted'
        end as verdict,
        case
            when not is_silent then null
            when tested_by is null then reason
            when is_out_of_scope then 'the snapshot holds notable models only'
            when is_undecided then 'ours is known within bounds that leave it open'
            when not is_found
                then 'the table that tests it says nothing of this snapshot'
            else coalesce(status_reason, 'the snapshot gives no such number')
        end as not_testable_reason,
        estimate - published_value as difference,
        estimate / nullif(published_value, 0) - 1 as difference_share

    from judged_claims

)

select
    * exclude (
        compares, interval_scale, normal_quantile, tolerance, reason, least, greatest,
        status_reason, is_found, is_out_of_scope, is_without_number, is_all_accepted,
        is_some_accepted, is_undecided, is_silent, is_held, is_held_at_own_time
    )

from claim_checks
