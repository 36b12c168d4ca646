with

trends as (
    select * from {{ ref('fct_growth_trends') }}
    where metric = 'training_compute_flop'
),

fits as (select * from {{ ref('fit_robustness__noise') }}),

growth_noise as (

    select
        trends.specification,
        trends.snapshot_date,
        trends.group_name,
        coalesce(fits.status, trends.status) as status,
        case
            when fits.status is null then trends.status_reason
            else cast(fits.status_reason as varchar)
        end as status_reason,
        trends.n_obs,
        cast(coalesce(fits.n_confident, 0) as integer) as n_confident,
        cast(coalesce(fits.n_likely, 0) as integer) as n_likely,
        cast(coalesce(fits.n_speculative, 0) as integer) as n_speculative,
        fits.noise_sd_mean_oom,

        fits.slope_oom_per_year,
        fits.slope_oom_per_year_ci_low,
        fits.slope_oom_per_year_ci_high,
        fits.slope_oom_per_year_noise_ci_low,
        fits.slope_oom_per_year_noise_ci_high,
        fits.slope_oom_per_year_noise_se,
        {{ ratio(
            '(fits.slope_oom_per_year_noise_ci_high'
            ' - fits.slope_oom_per_year_noise_ci_low)',
            'fits.slope_oom_per_year_ci_high - fits.slope_oom_per_year_ci_low'
        ) }} as interval_width_ratio,

        {{ doubling_months('fits.slope_oom_per_year') }} as doubling_months,
        -- faster growth doubles sooner, so the bounds change sides
        {{ doubling_months('fits.slope_oom_per_year_ci_high') }}
            as doubling_months_ci_low,
        {{ doubling_months('fits.slope_oom_per_year_ci_low') }}
            as doubling_months_ci_high,
        {{ doubling_months('fits.slope_oom_per_year_noise_ci_high') }}
            as doubling_months_noise_ci_low,
        {{ doubling_months('fits.slope_oom_per_year_noise_ci_low') }}
            as doubling_months_noise_ci_high,

        trends.ci_level,
        cast(coalesce(fits.n_resamples, 0) as integer) as n_resamples,
        'OLS; expanded percentile bootstrap, with log-normal errors by confidence label'
            as method

    from trends
    left join fits
        on
            trends.specification = fits.specification
            and trends.snapshot_date = cast(fits.snapshot_date as date)
            and trends.group_name = fits.group_name

)

select * from growth_noise
