with

-- every specification that leaves large-scale models out asks how far they lie from it
specifications as (
    select * from {{ ref('trend_specifications') }}
    where
        sample_rule = 'regular_scale'
        and grouping_name = 'none'
        and metric = 'training_compute_flop'
),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

z_scores as (
    select * from {{ ref('int_ai_models__z_scores') }}
    where is_large_scale
),

candidates as (

    select
        specifications.specification,
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.ai_model_name,
        training_runs.publication_date,
        training_runs.publication_year,
        log10(training_runs.training_compute_flop) as training_compute_oom,
        specifications.min_obs,
        specifications.ci_level,
        specifications.noise_factor

    from specifications
    inner join z_scores
        on specifications.z_rule = z_scores.z_rule
    inner join training_runs
        on
            z_scores.snapshot_date = training_runs.snapshot_date
            and z_scores.ai_model_id = training_runs.ai_model_id
            and {{ in_population('specifications.population', 'training_runs') }}
            and training_runs.publication_date
            >= coalesce(specifications.starts_on, date '0001-01-01')
            and training_runs.publication_date
            < coalesce(specifications.ends_before, date '9999-12-31')

)

select * from candidates
