with

specifications as (select * from {{ ref('changepoint_specifications') }}),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null
),

metric_values as (
    select * from {{ ref('int_ai_models__metric_values') }}
    where metric_value > 0
),

groups as (select * from {{ ref('int_ai_models__groups') }}),

chips as (select * from {{ ref('bridge_ai_models__hardware') }}),

left_out as (

    {{ ai_models_left_out('specifications', 'training_runs', 'groups', 'chips') }}

),

rules as (

    select
        {{ rule_value(ref('frontier_rules'), 'near_record_share') }}
            as near_record_share,
        {{ rule_value(ref('frontier_rules'), 'frontier_rank') }} as frontier_rank

),

-- ranks are taken within the population and group, without what is left out
candidates as (

    select
        specifications.*,
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.publication_date,
        training_runs.publication_year,
        metric_values.metric_value,
        rules.near_record_share,
        max(metric_values.metric_value) over so_far as record_value,
        list_min(
            max(
                metric_values.metric_value, cast(rules.frontier_rank as bigint)
            ) over so_far
        ) as frontier_entry_value

    from specifications
    cross join rules
    inner join metric_values
        on specifications.metric = metric_values.metric
    inner join training_runs
        on
            metric_values.snapshot_date = training_runs.snapshot_date
            and metric_values.ai_model_id = training_runs.ai_model_id
            and {{ in_population('specifications.population', 'training_runs') }}
    inner join groups
        on
            training_runs.snapshot_date = groups.snapshot_date
            and training_runs.ai_model_id = groups.ai_model_id
            and specifications.grouping_name = groups.grouping_name
            and specifications.group_name = groups.group_name
    left join left_out
        on
            specifications.specification = left_out.specification
            and training_runs.snapshot_date = left_out.snapshot_date
            and training_runs.ai_model_id = left_out.ai_model_id
    where left_out.ai_model_id is null
    window so_far as (
        partition by specifications.specification, training_runs.snapshot_date
        order by training_runs.publication_date
        range between unbounded preceding and current row
    )

),

slowing_samples as (

    select
        specification,
        snapshot_date,
        ai_model_id,
        publication_year,
        log10(metric_value) as metric_oom,
        variance,
        min_points_per_segment,
        min_obs,
        ci_level

    from candidates
    where
        publication_date >= coalesce(starts_on, date '0001-01-01')
        and publication_date < coalesce(ends_before, date '9999-12-31')
        and case sample_rule
            when 'all' then true
            when 'near_record' then metric_value >= near_record_share * record_value
            when 'frontier' then metric_value >= frontier_entry_value
        end

)

select * from slowing_samples
