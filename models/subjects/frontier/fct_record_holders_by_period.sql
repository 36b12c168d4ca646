with

record_holders as (select * from {{ ref('int_frontier__record_holders') }}),

interval_rules as (

    select
        ci_level,
        normal_quantile as ci_z

    from {{ ref('normal_quantiles') }}
    where ci_level = {{ rule_value(ref('interval_levels'), 'share_ci_level') }}

),

totals as (

    select
        snapshot_date,
        record_rule,
        period,
        count(*) as n_in_period

    from record_holders
    group by snapshot_date, record_rule, period

),

organization_types as (

    select distinct organization_type
    from record_holders

),

counts as (

    select
        snapshot_date,
        record_rule,
        period,
        organization_type,
        count(*) as n_ai_models

    from record_holders
    group by snapshot_date, record_rule, period, organization_type

),

-- an organisation type without a model still gets its row, with its interval
complete as (

    select
        totals.snapshot_date,
        totals.record_rule,
        totals.period,
        organization_types.organization_type,
        coalesce(counts.n_ai_models, 0) as n_ai_models,
        totals.n_in_period

    from totals
    cross join organization_types
    left join counts
        on
            totals.snapshot_date = counts.snapshot_date
            and totals.record_rule = counts.record_rule
            and totals.period = counts.period
            and organization_types.organization_type = counts.organization_type

),

shares as (

    select
        complete.snapshot_date,
        complete.record_rule,
        complete.period,
        complete.organization_type,
        complete.n_ai_models,
        complete.n_in_period,
        {{ ratio('complete.n_ai_models', 'complete.n_in_period') }} as ai_model_share,
        {{ wilson_bound(
            'complete.n_ai_models',
            'complete.n_in_period',
            'interval_rules.ci_z',
            'low'
        ) }} as ai_model_share_ci_low,
        {{ wilson_bound(
            'complete.n_ai_models',
            'complete.n_in_period',
            'interval_rules.ci_z',
            'high'
        ) }} as ai_model_share_ci_high,
        interval_rules.ci_level,
        'Wilson score' as method

    from complete
    cross join interval_rules

)

select * from shares
