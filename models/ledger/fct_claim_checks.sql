with

compared as (

    select * from {{ ref('int_claims__compared') }}

),

dated as (

    select
        *,
        snapshot_date = own_snapshot_date as is_own_snapshot,
        coalesce(
            bool_or(is_within and not is_silent) filter (
                where snapshot_date = own_snapshot_date
            ) over (partition by claim_id),
            false
        ) as is_held_at_own_time

    from compared

),

judged as (

    select
        *,
        case
            when is_silent then 'not_testable'
            when is_within then 'holds'
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
        end as not_testable_reason

    from dated

),

named as (

    select
        claim_id,
        snapshot_date,
        source_claim,
        kind,
        claim,
        quantity,
        unit,
        relation,
        published_value,
        published_ci_low,
        published_ci_high,
        published_ci_level,
        cast(n_obs_published as integer) as n_obs_published,
        accepted_low,
        accepted_high,
        estimate,
        estimate_ci_low,
        estimate_ci_high,
        ci_level,
        estimated_ci_level,
        cast(n_obs as integer) as n_obs,
        estimate - published_value as difference,
        estimate / nullif(published_value, 0) - 1 as difference_share,
        own_snapshot_date,
        is_own_snapshot,
        verdict,
        not_testable_reason,
        tested_by,
        specification,
        group_name,
        tolerance_rule,
        method,
        known_from,
        place,
        source_url

    from judged

)

select * from named
