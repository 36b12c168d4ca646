with

normal_quantiles as (select * from {{ ref('normal_quantiles') }}),

specifications as (select * from {{ ref('summary_specifications') }}),

samples as (select * from {{ ref('int_claims__summary_samples') }}),

snapshots as (

    select snapshot_date
    from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models'

),

values_by_group as (

    select
        specifications.specification,
        snapshots.snapshot_date,
        specifications.question,
        specifications.metric,
        specifications.ci_level,
        normal_quantiles.normal_quantile,
        specifications.source_url,
        count(samples.ai_model_id) as n_ai_models,
        count(samples.metric_value) as n_obs,
        -- nobody has a value that the snapshot does not publish
        case
            when bool_or(samples.is_metric_published) then count(samples.ai_model_id)
        end as n_asked,
        median(samples.metric_value) as metric_median,
        avg(samples.metric_value) as metric_mean,
        stddev_samp(samples.metric_value) / sqrt(count(samples.metric_value))
            as metric_mean_se,
        log10(max(samples.metric_value) / nullif(min(samples.metric_value), 0))
            as range_oom,
        list(samples.metric_value order by samples.metric_value) filter (
            where samples.metric_value is not null
        ) as sorted_values

    from specifications
    inner join normal_quantiles
        on specifications.ci_level = normal_quantiles.ci_level
    cross join snapshots
    left join samples
        on
            specifications.specification = samples.specification
            and snapshots.snapshot_date = samples.snapshot_date
    group by all

),

-- ranks between which the median lies, whatever the distribution
ranked_values as (

    select
        *,
        cast(floor((n_obs - normal_quantile * sqrt(n_obs)) / 2) as integer)
            as rank_low,
        cast(ceil((n_obs + normal_quantile * sqrt(n_obs)) / 2) + 1 as integer)
            as rank_high

    from values_by_group

),

record_summaries as (

    select
        specification,
        snapshot_date,
        question,
        metric,
        case when n_obs > 0 then 'estimated' else 'not_estimable' end as status,
        case
            when n_obs = 0 and n_asked is null
                then 'no model of the snapshot has the metric'
            when n_obs = 0 then 'no model of the sample has the metric'
        end as status_reason,
        cast(n_ai_models as integer) as n_ai_models,
        cast(n_obs as integer) as n_obs,
        {{ ratio('n_obs', 'n_asked') }} as coverage_share,
        {{ wilson_bound('n_obs', 'n_asked', 'normal_quantile', 'low') }}
            as coverage_share_ci_low,
        {{ wilson_bound('n_obs', 'n_asked', 'normal_quantile', 'high') }}
            as coverage_share_ci_high,
        metric_median,
        case when rank_low >= 1 then sorted_values[rank_low] end
            as metric_median_ci_low,
        case when rank_high <= n_obs then sorted_values[rank_high] end
            as metric_median_ci_high,
        metric_mean,
        metric_mean - normal_quantile * metric_mean_se as metric_mean_ci_low,
        metric_mean + normal_quantile * metric_mean_se as metric_mean_ci_high,
        range_oom,
        ci_level,
        'Wilson score of the share; ranks of the median; normal interval of the mean'
            as method,
        source_url

    from ranked_values

)

select * from record_summaries
