with

cohorts as (
    select * from {{ ref('int_ai_models__cohorts') }}
    where grouping_name in ('none', 'organization_type', 'country')
),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

tiers as (select * from {{ ref('access_tiers') }}),

rules as (

    select
        ci_level,
        normal_quantile as ci_z

    from {{ ref('normal_quantiles') }}
    where ci_level = {{ rule_value(ref('interval_levels'), 'share_ci_level') }}

),

runs_by_tier as (

    select
        cohorts.*,
        training_runs.access_tier,
        training_runs.has_open_weights

    from cohorts
    inner join training_runs using (snapshot_date, ai_model_id)

),

-- a tier that no model of the year has keeps its row, with n of zero
counts as (

    select
        runs_by_tier.snapshot_date,
        runs_by_tier.population,
        runs_by_tier.calendar_year,
        runs_by_tier.grouping_name,
        runs_by_tier.group_name,
        tiers.access_tier,
        tiers.access_rank,
        tiers.access_label,
        tiers.has_open_weights,
        count(*) as n_ai_models,
        count(*) filter (where runs_by_tier.access_tier = tiers.access_tier) as n_tier,
        count(runs_by_tier.has_open_weights) as n_obs

    from runs_by_tier
    cross join tiers
    group by all

),

shares as (

    select
        counts.snapshot_date,
        counts.population,
        counts.calendar_year,
        counts.grouping_name,
        counts.group_name,
        counts.access_tier,
        counts.access_rank,
        counts.access_label,
        counts.has_open_weights,
        cast(counts.n_ai_models as integer) as n_ai_models,
        cast(counts.n_tier as integer) as n_tier,
        cast(counts.n_obs as integer) as n_obs,
        counts.n_obs / counts.n_ai_models as coverage_share,
        counts.n_tier / counts.n_ai_models as tier_share,
        case
            when counts.has_open_weights is not null
                then {{ ratio('counts.n_tier', 'counts.n_obs') }}
        end as stated_tier_share,
        case
            when counts.has_open_weights is not null
                then {{ wilson_bound(
                    'counts.n_tier', 'counts.n_obs', 'rules.ci_z', 'low'
                ) }}
        end as stated_tier_share_ci_low,
        case
            when counts.has_open_weights is not null
                then {{ wilson_bound(
                    'counts.n_tier', 'counts.n_obs', 'rules.ci_z', 'high'
                ) }}
        end as stated_tier_share_ci_high,
        rules.ci_level,
        'Wilson score interval' as method,
        case
            when counts.has_open_weights is null or counts.n_obs = 0
                then 'not_estimable'
            else 'estimated'
        end as status,
        case
            when counts.has_open_weights is null then 'access is not stated'
            when counts.n_obs = 0 then 'no AI model has stated access'
        end as status_reason

    from counts
    cross join rules

)

select * from shares
