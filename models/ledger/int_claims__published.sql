with

claims as (select * from {{ ref('published_claims') }}),

tolerance_rules as (select * from {{ ref('claim_tolerance_rules') }}),

quantities as (select * from {{ ref('quantities') }}),

normal_quantiles as (select * from {{ ref('normal_quantiles') }}),

snapshots as (

    select
        snapshot_date,
        coalesce(bool_or(has_all_models and n_notable_ai_models < n_ai_models), false)
            as has_all_models

    from {{ ref('dim_snapshots') }}
    where table_name in ('ai_models', 'ml_hardware')
    group by snapshot_date

),

-- a share of a logarithm is no share of what it stands for
claims_with_tolerance as (

    select
        claims.*,
        tolerance_rules.compares,
        tolerance_rules.accepts,
        quantities.interval_scale,
        normal_quantiles.normal_quantile,
        snapshots.snapshot_date as tested_snapshot_date,
        coalesce(claims.population, '') = 'all'
        and not snapshots.has_all_models as is_out_of_scope,
        greatest(
            case
                when tolerance_rules.has_rounding
                    then coalesce(claims.last_digit, 0) / 2
                else 0
            end,
            tolerance_rules.tolerance_count,
            case
                when claims.unit like 'log10_%'
                    then log10(1 + tolerance_rules.tolerance_share)
                else tolerance_rules.tolerance_share * abs(claims.published_value)
            end
        ) as tolerance

    from claims
    cross join snapshots
    inner join tolerance_rules using (tolerance_rule)
    left join quantities using (quantity)
    left join normal_quantiles using (ci_level)

),

-- what our number may be: a side without a limit is null
published_claims as (

    select
        claim_id,
        source_claim,
        kind,
        claim,
        quantity,
        unit,
        relation,
        published_value,
        published_ci_low,
        published_ci_high,
        ci_level as published_ci_level,
        cast(n_obs as integer) as n_obs_published,
        snapshot_date as own_snapshot_date,
        tested_snapshot_date as snapshot_date,
        tested_snapshot_date = snapshot_date as is_own_snapshot,
        is_out_of_scope,
        tested_by,
        specification,
        group_name,
        compares,
        interval_scale,
        normal_quantile,
        tolerance_rule,
        tolerance,
        case
            when relation in ('at_most', 'below') then null
            when accepts = 'published_interval' then published_ci_low
            else published_value - tolerance
        end as accepted_low,
        case
            when relation in ('at_least', 'above') then null
            when accepts = 'published_interval' then published_ci_high
            else published_value + tolerance
        end as accepted_high,
        known_from,
        place,
        source_url,
        reason

    from claims_with_tolerance

)

select * from published_claims
