with

checks as (select * from {{ ref('fct_claim_checks') }}),

claims as (

    select
        claim_id,
        reason

    from {{ ref('published_claims') }}

),

verdict_counts as (

    select
        claim_id,
        min(snapshot_date) filter (
            where verdict in ('drifted', 'contradicted', 'does_not_follow')
        ) as first_failing_snapshot_date,
        count(*) filter (where verdict != 'not_testable') as n_snapshots_tested,
        count(*) filter (where verdict = 'holds') as n_snapshots_held

    from checks
    where snapshot_date >= own_snapshot_date
    group by claim_id

),

trend_revisions as (select * from {{ ref('fct_trend_revisions') }}),

-- parts of the change of a trend from the claim's own time to where it first fails
parts as (

    select
        checks.claim_id,
        trend_revisions.change_kind as main_change_kind

    from checks
    inner join verdict_counts using (claim_id)
    inner join trend_revisions
        on
            checks.specification = trend_revisions.specification
            and checks.group_name = trend_revisions.group_name
            and checks.own_snapshot_date <= trend_revisions.old_snapshot_date
            and verdict_counts.first_failing_snapshot_date
            >= trend_revisions.new_snapshot_date
    where checks.is_own_snapshot and checks.tested_by = 'fct_growth_trends'
    group by checks.claim_id, trend_revisions.change_kind
    qualify row_number() over (
        partition by checks.claim_id
        order by
            abs(sum(trend_revisions.slope_contribution_oom_per_year)) desc nulls last
    ) = 1

),

-- the newest snapshot that can say something, since tables come at their own pace
today as (

    select * from checks
    where snapshot_date >= own_snapshot_date
    qualify row_number() over (
        partition by claim_id
        order by verdict = 'not_testable', snapshot_date desc
    ) = 1

),

claim_scores as (

    select
        at_own_time.claim_id,
        at_own_time.source_claim,
        at_own_time.kind,
        at_own_time.claim,
        at_own_time.quantity,
        at_own_time.unit,
        at_own_time.relation,
        at_own_time.published_value,
        at_own_time.published_ci_low,
        at_own_time.published_ci_high,
        at_own_time.published_ci_level,
        at_own_time.n_obs_published,
        at_own_time.own_snapshot_date,
        at_own_time.verdict as verdict_at_own_time,
        at_own_time.estimate as own_estimate,
        at_own_time.estimate_ci_low as own_estimate_ci_low,
        at_own_time.estimate_ci_high as own_estimate_ci_high,
        at_own_time.n_obs as n_obs_own,
        today.snapshot_date as newest_snapshot_date,
        today.verdict as verdict_today,
        today.estimate as newest_estimate,
        today.estimate_ci_low as newest_estimate_ci_low,
        today.estimate_ci_high as newest_estimate_ci_high,
        today.n_obs as n_obs_newest,
        verdict_counts.first_failing_snapshot_date,
        parts.main_change_kind,
        cast(verdict_counts.n_snapshots_tested as integer) as n_snapshots_tested,
        cast(verdict_counts.n_snapshots_held as integer) as n_snapshots_held,
        coalesce(claims.reason, at_own_time.not_testable_reason) as reason,
        at_own_time.tested_by,
        at_own_time.specification,
        at_own_time.group_name,
        at_own_time.tolerance_rule,
        at_own_time.known_from,
        at_own_time.place,
        at_own_time.source_url

    from checks as at_own_time
    inner join today using (claim_id)
    inner join verdict_counts using (claim_id)
    inner join claims using (claim_id)
    left join parts using (claim_id)
    where at_own_time.is_own_snapshot

)

select * from claim_scores
