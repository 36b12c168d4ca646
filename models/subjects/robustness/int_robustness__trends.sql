with

growth_samples as (

    select * from {{ ref('int_trends__samples') }}
    union all
    select * from {{ ref('int_trends__estimated_cost_samples') }}

),

specifications as (

    select * from {{ ref('trend_specifications') }}

),

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

confidence_noise as (

    select * from {{ ref('confidence_noise') }}

),

rules as (

    select
        {{ rule_value(ref('robustness_rules'), 'influential_members_max') }}
            as influential_members_max

),

-- the label speaks of training compute; other metrics have no noise of their own
named as (

    select
        growth_samples.specification,
        growth_samples.snapshot_date,
        growth_samples.group_name,
        growth_samples.member_id,
        coalesce(training_runs.ai_model_name, growth_samples.member_id)
            as member_name,
        growth_samples.member_year,
        growth_samples.metric_oom,
        growth_samples.min_obs,
        growth_samples.ci_level,
        coalesce(training_runs.confidence, 'unknown') as confidence,
        case
            when specifications.metric = 'training_compute_flop'
                then confidence_noise.noise_factor
        end as label_noise_factor,
        case
            when specifications.metric = 'training_compute_flop'
                then confidence_noise.noise_ci_level
        end as label_noise_ci_level,
        cast(rules.influential_members_max as integer) as influential_members_max

    from growth_samples
    inner join specifications
        on growth_samples.specification = specifications.specification
    cross join rules
    left join training_runs
        on
            growth_samples.snapshot_date = training_runs.snapshot_date
            and growth_samples.member_id = training_runs.ai_model_id
    left join confidence_noise
        on coalesce(training_runs.confidence, 'unknown') = confidence_noise.confidence

),

-- one order for all lists, so that a trend is fitted without being taken apart again
grouped as (

    select
        specification,
        snapshot_date,
        group_name,
        min_obs,
        ci_level,
        influential_members_max,
        list(
            {
                'member_id': member_id,
                'member_name': member_name,
                'member_year': member_year,
                'metric_oom': metric_oom,
                'confidence': confidence,
                'label_noise_factor': label_noise_factor
            }
            order by member_year, member_id
        ) as members,
        max(label_noise_ci_level) as label_noise_ci_level

    from named
    group by all

),

listed as (

    select
        grouped.specification,
        grouped.snapshot_date,
        grouped.group_name,
        grouped.min_obs,
        grouped.ci_level,
        grouped.influential_members_max,
        list_transform(grouped.members, lambda one: one.member_id) as member_ids,
        list_transform(grouped.members, lambda one: one.member_name) as member_names,
        list_transform(grouped.members, lambda one: one.member_year) as member_years,
        list_transform(grouped.members, lambda one: one.metric_oom) as metric_oom,
        list_transform(grouped.members, lambda one: one.confidence) as confidences,
        list_transform(grouped.members, lambda one: one.label_noise_factor)
            as label_noise_factors,
        grouped.label_noise_ci_level

    from grouped

)

select * from listed
