with

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where training_compute_flop is not null and publication_date is not null
),

rules as (select * from {{ ref('z_score_rules') }}),

compute as (

    select
        snapshot_date,
        ai_model_id,
        publication_date,
        publication_year,
        log10(training_compute_flop) as training_compute_oom,
        case
            when is_notable then log10(training_compute_flop)
        end as notable_compute_oom

    from training_runs

),

-- days are few where models are many: windows run over days
days as (

    select
        snapshot_date,
        publication_date,
        publication_year,
        count(notable_compute_oom) as n_notable,
        coalesce(sum(notable_compute_oom), 0) as total_oom,
        coalesce(
            sum(notable_compute_oom * notable_compute_oom), 0
        ) as total_squared_oom,
        min(notable_compute_oom) as min_oom,
        max(notable_compute_oom) as max_oom

    from compute
    group by all

),

-- every model is compared with the notable models around it
runs_in_windows as (

    select
        rules.*,
        days.snapshot_date,
        days.publication_date,
        cast(sum(days.n_notable) over nearby as bigint) as n_window,
        sum(days.total_oom) over nearby as window_total_oom,
        sum(days.total_squared_oom) over nearby as window_total_squared_oom,
        min(days.min_oom) over nearby as window_min_oom,
        max(days.max_oom) over nearby as window_max_oom

    from days
    cross join rules
    window nearby as (
        partition by days.snapshot_date, rules.z_rule
        -- in half widths: a bound that is a column is DuckDB's alone
        order by days.publication_year / rules.window_half_width_years
        range between 1 preceding and 1 following
    )

),

moments as (

    select
        *,
        window_total_oom / nullif(n_window, 0) as window_mean_oom,
        case
            -- alike models have none, where sums of squares leave a trace of one
            when window_min_oom = window_max_oom and n_window > 1 then 0
            when n_window > 1
                then sqrt(
                    greatest(
                        window_total_squared_oom
                        - window_total_oom * window_total_oom / n_window,
                        0
                    ) / (n_window - 1)
                )
        end as window_sd_oom

    from runs_in_windows

),

z_scores as (

    select
        moments.z_rule,
        moments.is_default,
        moments.snapshot_date,
        compute.ai_model_id,
        moments.n_window,
        moments.window_mean_oom,
        moments.window_sd_oom,
        case
            when moments.n_window >= moments.min_window_models
                then {{ z_score(
                    'compute.training_compute_oom',
                    'moments.window_mean_oom',
                    'moments.window_sd_oom'
                ) }}
        end as training_compute_z,
        coalesce(training_compute_z < moments.low_outlier_z, false) as is_low_outlier,
        coalesce(training_compute_z > moments.large_scale_z, false) as is_high_scale,
        is_high_scale
        and moments.publication_date >= moments.large_scale_starts_on as is_large_scale

    from moments
    inner join compute using (snapshot_date, publication_date)

)

select * from z_scores
