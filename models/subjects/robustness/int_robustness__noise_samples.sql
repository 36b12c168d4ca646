with

samples as (select * from {{ ref('int_trends__samples') }}),

-- the label speaks of training compute: other metrics have no noise of their own
specifications as (
    select * from {{ ref('trend_specifications') }}
    where metric = 'training_compute_flop'
),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

confidence_noise as (select * from {{ ref('confidence_noise') }}),

labelled_samples as (

    select
        samples.specification,
        samples.snapshot_date,
        samples.group_name,
        samples.member_id,
        samples.member_year,
        samples.metric_oom,
        samples.min_obs,
        samples.ci_level,
        confidence_noise.confidence,
        confidence_noise.noise_factor,
        confidence_noise.noise_ci_level

    from samples
    inner join specifications
        on samples.specification = specifications.specification
    left join training_runs
        on
            samples.snapshot_date = training_runs.snapshot_date
            and samples.member_id = training_runs.ai_model_id
    left join confidence_noise
        on coalesce(training_runs.confidence, 'unknown') = confidence_noise.confidence

),

-- one order for all lists, so that a trend is fitted without being taken apart again
noise_samples as (

    select
        specification,
        snapshot_date,
        group_name,
        min_obs,
        ci_level,
        list(member_year order by member_year, member_id) as member_years,
        list(metric_oom order by member_year, member_id) as metric_oom,
        list(confidence order by member_year, member_id) as confidences,
        list(noise_factor order by member_year, member_id) as label_noise_factors,
        max(noise_ci_level) as label_noise_ci_level

    from labelled_samples
    group by all

)

select * from noise_samples
