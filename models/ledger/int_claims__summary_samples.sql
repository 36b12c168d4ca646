with

specifications as (select * from {{ ref('summary_specifications') }}),

training_runs as (select * from {{ ref('fct_training_runs') }}),

groups as (select * from {{ ref('int_ai_models__groups') }}),

training_costs as (
    select * from {{ ref('int_costs__training_costs_by_method') }}
    where cost_method = 'amortised_estimate'
),

-- what trends have, and two metrics that have no trend
metric_values as (

    select * from {{ ref('int_ai_models__metric_values') }}
    union all
    select
        snapshot_date,
        ai_model_id,
        metric,
        metric_value

    from {{ ref('int_costs__estimated_training_costs') }}
    union all
    select
        snapshot_date,
        ai_model_id,
        'hardware_utilization_mfu' as metric,
        hardware_utilization_mfu as metric_value

    from training_runs
    union all
    select
        snapshot_date,
        ai_model_id,
        'energy_cost_share' as metric,
        energy_cost_share as metric_value

    from training_costs

),

sampled_runs as (

    select
        specifications.specification,
        specifications.metric,
        training_runs.snapshot_date,
        training_runs.ai_model_id

    from specifications
    left join {{ ref('compute_thresholds') }} as thresholds
        on specifications.threshold_name = thresholds.threshold_name
    inner join training_runs
        on
            {{ in_population('specifications.population', 'training_runs') }}
            and coalesce(specifications.ai_model_id, training_runs.ai_model_id)
            = training_runs.ai_model_id
            and training_runs.publication_date
            >= coalesce(specifications.starts_on, date '0001-01-01')
            and training_runs.publication_date
            < coalesce(specifications.ends_before, date '9999-12-31')
            and (
                specifications.threshold_name is null
                or thresholds.threshold_flop <= training_runs.training_compute_flop
            )
            and not (
                specifications.excludes_speculative
                and training_runs.confidence = 'speculative'
            )
            and case specifications.sample_rule
                when 'all' then true
                when 'low_outlier' then training_runs.is_low_outlier
                when 'frontier_from_scratch'
                    then training_runs.is_frontier and training_runs.base_model is null
            end
    inner join groups
        on
            training_runs.snapshot_date = groups.snapshot_date
            and training_runs.ai_model_id = groups.ai_model_id
            and specifications.grouping_name = groups.grouping_name
            and specifications.group_name = groups.group_name

),

published_metrics as (

    select distinct
        snapshot_date,
        metric

    from metric_values
    where metric_value is not null

),

summary_samples as (

    select
        sampled_runs.specification,
        sampled_runs.snapshot_date,
        sampled_runs.ai_model_id,
        metric_values.metric_value,
        published_metrics.metric is not null as is_metric_published

    from sampled_runs
    left join published_metrics using (snapshot_date, metric)
    left join metric_values using (snapshot_date, ai_model_id, metric)

)

select * from summary_samples
