with

training_runs as (

    select * from {{ ref('int_models__training_runs') }}
    where training_compute_flop is not null and publication_date is not null

),

rules as (

    select * from {{ ref('z_score_rules') }}

),

-- every model is compared with the notable models around it
windowed as (

    select
        rules.z_rule,
        rules.is_default,
        rules.min_window_models,
        rules.low_outlier_z,
        rules.large_scale_z,
        rules.large_scale_starts_on,
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.publication_date,
        log10(training_runs.training_compute_flop) as training_compute_oom,
        case
            when training_runs.is_notable
                then log10(training_runs.training_compute_flop)
        end as notable_compute_oom,
        count(notable_compute_oom) over nearby as n_window,
        avg(notable_compute_oom) over nearby as window_mean_oom,
        stddev_samp(notable_compute_oom) over nearby as window_sd_oom

    from training_runs
    cross join rules
    window nearby as (
        partition by training_runs.snapshot_date, rules.z_rule
        -- in half widths: a bound that is a column is DuckDB's alone
        order by training_runs.publication_year / rules.window_half_width_years
        range between 1 preceding and 1 following
    )

),

scored as (

    select
        *,
        case
            when n_window >= min_window_models
                then {{ z_score(
                    'training_compute_oom', 'window_mean_oom', 'window_sd_oom'
                ) }}
        end as training_compute_z

    from windowed

),

flagged as (

    select
        z_rule,
        is_default,
        snapshot_date,
        ai_model_id,
        n_window,
        window_mean_oom,
        window_sd_oom,
        training_compute_z,
        coalesce(training_compute_z < low_outlier_z, false) as is_low_outlier,
        coalesce(training_compute_z > large_scale_z, false) as is_high_scale,
        coalesce(training_compute_z > large_scale_z, false)
        and publication_date >= large_scale_starts_on as is_large_scale

    from scored

)

select * from flagged
