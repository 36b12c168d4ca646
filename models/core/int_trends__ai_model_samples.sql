with

specifications as (

    select * from {{ ref('trend_specifications') }}

),

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null

),

metric_values as (

    select * from {{ ref('int_ai_models__metric_values') }}
    where metric_value > 0

),

groups as (

    select * from {{ ref('int_ai_models__groups') }}

),

z_scores as (

    select * from {{ ref('int_ai_models__z_scores') }}

),

compute_ranks as (

    select * from {{ ref('int_ai_models__compute_ranks') }}

),

candidates as (

    select
        specifications.specification,
        specifications.sample_rule,
        specifications.excludes_low_outliers,
        specifications.min_obs,
        specifications.ci_level,
        specifications.noise_factor,
        training_runs.snapshot_date,
        groups.group_name,
        training_runs.ai_model_id,
        training_runs.publication_year,
        training_runs.base_model is null as is_from_scratch,
        log10(metric_values.metric_value) as metric_oom,
        coalesce(z_scores.is_low_outlier, false) as is_low_outlier,
        coalesce(z_scores.is_high_scale, false) as is_high_scale,
        coalesce(z_scores.is_large_scale, false) as is_large_scale,
        coalesce(compute_ranks.is_compute_record, false) as is_compute_record,
        coalesce(compute_ranks.is_near_compute_record, false) as is_near_compute_record,
        coalesce(compute_ranks.is_frontier, false) as is_frontier

    from specifications
    inner join metric_values
        on specifications.metric = metric_values.metric
    inner join training_runs
        on
            metric_values.snapshot_date = training_runs.snapshot_date
            and metric_values.ai_model_id = training_runs.ai_model_id
            and (specifications.population = 'all' or training_runs.is_notable)
            and training_runs.publication_date
            >= coalesce(specifications.starts_on, date '0001-01-01')
            and training_runs.publication_date
            < coalesce(specifications.ends_before, date '9999-12-31')
    inner join groups
        on
            training_runs.snapshot_date = groups.snapshot_date
            and training_runs.ai_model_id = groups.ai_model_id
            and specifications.grouping_name = groups.grouping_name
    left join z_scores
        on
            training_runs.snapshot_date = z_scores.snapshot_date
            and training_runs.ai_model_id = z_scores.ai_model_id
            and specifications.z_rule = z_scores.z_rule
    left join compute_ranks
        on
            training_runs.snapshot_date = compute_ranks.snapshot_date
            and training_runs.ai_model_id = compute_ranks.ai_model_id

),

sampled as (

    select
        specification,
        snapshot_date,
        group_name,
        ai_model_id,
        publication_year,
        metric_oom,
        min_obs,
        ci_level,
        noise_factor

    from candidates
    where
        not (excludes_low_outliers and is_low_outlier)
        and case sample_rule
            when 'all' then true
            when 'from_scratch' then is_from_scratch
            when 'regular_scale' then not is_high_scale
            when 'large_scale' then is_large_scale
            when 'compute_record' then is_compute_record
            when 'near_compute_record' then is_near_compute_record
            when 'frontier' then is_frontier
            when 'frontier_from_scratch' then is_frontier and is_from_scratch
        end
)

select * from sampled
