with

specifications as (select * from {{ ref('access_compute_specifications') }}),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where has_open_weights is not null and publication_date is not null
),

-- models without compute stay in: they decide the bounds
candidates as (

    select
        specifications.specification,
        specifications.adjustment,
        specifications.min_obs,
        specifications.ci_level,
        specifications.missing_low_quantile,
        specifications.missing_high_quantile,
        specifications.closed_missing_delta_oom,
        training_runs.snapshot_date,
        case
            when specifications.is_split_by_year
                then cast(year(training_runs.publication_date) as varchar)
            else 'all'
        end as period,
        year(training_runs.publication_date) as calendar_year,
        training_runs.ai_model_id,
        training_runs.access_tier,
        training_runs.access_rank,
        training_runs.has_open_weights,
        log10(training_runs.training_compute_flop) as training_compute_oom

    from specifications
    inner join training_runs
        on
            {{ in_population('specifications.population', 'training_runs') }}
            and training_runs.publication_date
            >= coalesce(specifications.starts_on, date '0001-01-01')
            and training_runs.publication_date
            < coalesce(specifications.ends_before, date '9999-12-31')

),

compute_samples as (

    select
        * exclude (adjustment, calendar_year, training_compute_oom),
        case adjustment
            when 'none' then training_compute_oom
            when 'year_median'
                then
                    training_compute_oom - median(training_compute_oom) over (
                        partition by specification, snapshot_date, calendar_year
                    )
        end as adjusted_compute_oom

    from candidates

)

select * from compute_samples
