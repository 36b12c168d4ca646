with

samples as (

    select * from {{ ref('int_performance__pass_rate_samples') }}

),

fits as (

    select * from {{ ref('fit_performance__pass_rates') }}

),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

joined as (

    select
        samples.*,
        snapshots.snapshot_date,
        fits.n_obs,
        cast(fits.status_reason as varchar) as status_reason,
        fits.floor_low,
        fits.floor_high,
        fits.exponent_low,
        fits.exponent_high,
        fits.predicted_y_low,
        fits.predicted_y_high,
        fits.is_reached,
        fits.reached_x_low,
        fits.reached_x_high

    from samples
    inner join fits using (benchmark, covariate)
    cross join snapshots

)

-- a high floor of -ln(pass rate) is a low limit of the pass rate
select
    benchmark,
    covariate,
    snapshot_date,
    '-ln(score) = floor + amplitude x scale^-exponent' as form,
    n_models,
    n_obs,
    cast(0 as integer) as df_residual,
    'not_estimable' as status,
    coalesce(
        status_reason, 'three figures and three parameters leave no error to estimate'
    ) as status_reason,
    false as is_identified,
    coalesce(
        status_reason, 'three figures and three parameters leave no degree of freedom'
    ) as identification_reason,
    cast(null as double) as exponent,
    exponent_low as exponent_ci_low,
    exponent_high as exponent_ci_high,
    cast(null as double) as asymptote_share,
    exp(-floor_high) as asymptote_share_ci_low,
    exp(-floor_low) as asymptote_share_ci_high,
    largest_scale,
    score_share_of_largest,
    cast(null as double) as next_tenfold_share,
    exp(-predicted_y_high[1]) as next_tenfold_share_ci_low,
    exp(-predicted_y_low[1]) as next_tenfold_share_ci_high,
    cast(null as double) as r_squared,
    cast(null as double) as residual_sd_share,
    target_names,
    target_score_shares,
    list_transform(target_names, lambda name: cast(null as double))
        as reached_scales,
    is_reached as is_target_reached,
    reached_x_low as reached_scales_ci_low,
    reached_x_high as reached_scales_ci_high,
    'rounding' as interval_kind,
    cast(null as double) as ci_level,
    'All curves through the rounded figures, by their corners' as method,
    'https://cset.georgetown.edu/publication/scaling-ai/' as source_url

from joined
