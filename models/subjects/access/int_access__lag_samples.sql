with

specifications as (select * from {{ ref('open_closed_lag_specifications') }}),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where
        training_compute_flop is not null
        and publication_date is not null
        and has_open_weights is not null
),

groups as (select * from {{ ref('int_ai_models__groups') }}),

chips as (select * from {{ ref('bridge_ai_models__hardware') }}),

left_out as (

    {{ ai_models_left_out('specifications', 'training_runs', 'groups', 'chips') }}

),

-- records are found in the whole history and the window is cut after that:
-- else the first models of a window would pass for records
runs_beside_records as (

    select
        specifications.*,
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.publication_date,
        training_runs.publication_year,
        training_runs.has_open_weights,
        training_runs.training_compute_flop,
        max(training_runs.training_compute_flop) over so_far as record_flop,
        max(training_runs.training_compute_flop) over earlier as earlier_record_flop

    from specifications
    inner join training_runs
        on
            {{ in_population('specifications.population', 'training_runs') }}
            and not (
                specifications.excludes_fine_tunes
                and training_runs.base_model is not null
            )
            and not (
                specifications.excludes_speculative
                and training_runs.confidence = 'speculative'
            )
    left join left_out
        on
            specifications.specification = left_out.specification
            and training_runs.snapshot_date = left_out.snapshot_date
            and training_runs.ai_model_id = left_out.ai_model_id
    where left_out.ai_model_id is null
    window
        so_far as (
            partition by
                specifications.specification,
                training_runs.snapshot_date,
                training_runs.has_open_weights
            order by training_runs.publication_date
            range between unbounded preceding and current row
        ),
        earlier as (
            partition by
                specifications.specification,
                training_runs.snapshot_date,
                training_runs.has_open_weights
            order by training_runs.publication_date
            range between unbounded preceding and interval 1 day preceding
        )

),

records as (

    select
        specification,
        snapshot_date,
        ai_model_id,
        publication_year,
        has_open_weights,
        log10(training_compute_flop) as training_compute_oom,
        min_obs,
        ci_level

    from runs_beside_records
    where
        training_compute_flop = record_flop
        and training_compute_flop > coalesce(earlier_record_flop, 0)
        and publication_date >= coalesce(starts_on, date '0001-01-01')
        and publication_date < coalesce(ends_before, date '9999-12-31')

)

select * from records
