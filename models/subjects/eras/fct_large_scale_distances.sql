with

candidates as (select * from {{ ref('int_eras__large_scale_candidates') }}),

trends as (
    select * from {{ ref('fct_growth_trends') }}
    where status = 'estimated'
),

curves as (

    select
        specification,
        snapshot_date,
        group_name,
        list(fitted_oom_ci_low order by point_number) as curve_oom_ci_low,
        list(fitted_oom_ci_high order by point_number) as curve_oom_ci_high,
        count(*) - 1 as n_steps

    from {{ ref('fct_growth_curves') }}
    group by specification, snapshot_date, group_name

),

-- the band of the line is known at even steps of its years
placed_models as (

    select
        candidates.*,
        trends.n_obs as n_regular,
        curves.curve_oom_ci_low,
        curves.curve_oom_ci_high,
        trends.level_oom_at_mean_year
        + trends.slope_oom_per_year * (candidates.publication_year - trends.mean_year)
            as regular_trend_oom,
        case
            when
                candidates.publication_year >= trends.first_year
                and candidates.publication_year <= trends.last_year
                then
                    (candidates.publication_year - trends.first_year)
                    / (trends.last_year - trends.first_year)
                    * curves.n_steps
        end as band_position,
        cast(least(floor(band_position), curves.n_steps - 1) as integer) + 1
            as band_step

    from candidates
    inner join trends using (specification, snapshot_date)
    inner join curves using (specification, snapshot_date, group_name)

),

interpolated_trends as (

    select
        *,
        curve_oom_ci_low[band_step]
        + (band_position - band_step + 1)
        * (curve_oom_ci_low[band_step + 1] - curve_oom_ci_low[band_step])
            as regular_trend_oom_ci_low,
        curve_oom_ci_high[band_step]
        + (band_position - band_step + 1)
        * (curve_oom_ci_high[band_step + 1] - curve_oom_ci_high[band_step])
            as regular_trend_oom_ci_high

    from placed_models

),

distances as (

    select
        specification,
        snapshot_date,
        ai_model_id,
        ai_model_name,
        publication_date,
        power(10, training_compute_oom) as training_compute_flop,
        power(10, regular_trend_oom) as regular_trend_flop,
        training_compute_oom - regular_trend_oom as distance_oom,
        -- a higher line is nearer, so the bounds change sides
        training_compute_oom - regular_trend_oom_ci_high as distance_oom_ci_low,
        training_compute_oom - regular_trend_oom_ci_low as distance_oom_ci_high,
        ci_level,
        cast(n_regular as integer) as n_regular,
        'OLS line of regular-scale models; expanded percentile bootstrap of its band'
            as method

    from interpolated_trends

)

select * from distances
