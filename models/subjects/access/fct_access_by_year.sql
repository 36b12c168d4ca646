with

cohorts as (

    select * from {{ ref('int_ai_models__cohorts') }}
    where grouping_name in ('none', 'organization_type', 'country')

),

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

tiers as (

    select * from {{ ref('access_tiers') }}

),

rules as (

    select
        ci_level,
        normal_quantile as ci_z

    from {{ ref('interval_levels') }}
    where ci_level = {{ rule_value(ref('core_rules'), 'share_ci_level') }}

),

joined as (

    select
        cohorts.*,
        training_runs.access_tier,
        training_runs.has_open_weights

    from cohorts
    inner join training_runs using (snapshot_date, ai_model_id)

),

-- a tier that no model of the year has keeps its row, with n of zero
counted as (

    select
        joined.snapshot_date,
        joined.population,
        joined.calendar_year,
        joined.grouping_name,
        joined.group_name,
        tiers.access_tier,
        tiers.access_rank,
        tiers.access_label,
        tiers.has_open_weights,
        count(*) as n_ai_models,
        count(*) filter (where joined.access_tier = tiers.access_tier) as n_tier,
        count(joined.has_open_weights) as n_obs

    from joined
    cross join tiers
    group by all

),

shares as (

    select
        counted.snapshot_date,
        counted.population,
        counted.calendar_year,
        counted.grouping_name,
        counted.group_name,
        counted.access_tier,
        counted.access_rank,
        counted.access_label,
        counted.has_open_weights,
        cast(counted.n_ai_models as integer) as n_ai_models,
        cast(counted.n_tier as integer) as n_tier,
        cast(counted.n_obs as integer) as n_obs,
        counted.n_obs / counted.n_ai_models as coverage_share,
        counted.n_tier / counted.n_ai_models as tier_share,
        case
            when counted.has_open_weights is not null
                then {{ ratio('counted.n_tier', 'counted.n_obs') }}
        end as stated_tier_share,
        case
            when counted.has_open_weights is not null
                then {{ wilson_bound(
                    'counted.n_tier', 'counted.n_obs', 'rules.ci_z', 'low'
                ) }}
        end as stated_tier_share_ci_low,
        case
            when counted.has_open_weights is not null
                then {{ wilson_bound(
                    'counted.n_tier', 'counted.n_obs', 'rules.ci_z', 'high'
                ) }}
        end as stated_tier_share_ci_high,
        rules.ci_level,
        'Wilson score interval' as method,
        case
            when counted.has_open_weights is null or counted.n_obs = 0
                then 'not_estimable'
            else 'estimated'
        end as status,
        case
            when counted.has_open_weights is null then 'access is not stated'
            when counted.n_obs = 0 then 'no AI model has stated access'
        end as status_reason

    from counted
    cross join rules

)

select * from shares
