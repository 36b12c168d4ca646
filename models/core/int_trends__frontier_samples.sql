with

specifications as (

    select * from {{ ref('frontier_trend_specifications') }}

),

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

release_ranks as (

    select * from {{ ref('int_ai_models__release_ranks') }}

),

metric_values as (

    select * from {{ ref('int_ai_models__metric_values') }}
    where metric_value > 0

),

-- positions are taken in the whole history and the window is cut after that
sampled as (

    select
        specifications.specification,
        release_ranks.snapshot_date,
        release_ranks.group_name,
        release_ranks.ai_model_id,
        training_runs.publication_year,
        log10(metric_values.metric_value) as metric_oom,
        specifications.min_obs,
        specifications.ci_level,
        specifications.noise_factor,
        count(*) over (
            partition by
                specifications.specification,
                release_ranks.snapshot_date,
                release_ranks.group_name
        ) as n_in_group

    from specifications
    inner join release_ranks
        on
            specifications.population = release_ranks.population
            and specifications.grouping_name = release_ranks.grouping_name
            and specifications.frontier_rank >= release_ranks.release_rank
    inner join training_runs
        on
            release_ranks.snapshot_date = training_runs.snapshot_date
            and release_ranks.ai_model_id = training_runs.ai_model_id
            and training_runs.publication_date
            >= coalesce(specifications.starts_on, date '0001-01-01')
            and training_runs.publication_date
            < coalesce(specifications.ends_before, date '9999-12-31')
    inner join metric_values
        on
            release_ranks.snapshot_date = metric_values.snapshot_date
            and release_ranks.ai_model_id = metric_values.ai_model_id
            and specifications.metric = metric_values.metric

),

-- hundreds of organisations have made a model or two, and no trend
fitted as (

    select * exclude (n_in_group)

    from sampled
    where n_in_group >= min_obs

)

select * from fitted
