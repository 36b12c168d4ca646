with

score_samples as (select * from {{ ref('int_performance__score_samples') }}),

scores as (

    select * replace (cast(snapshot_date as date) as snapshot_date)
    from {{ ref('fit_performance__scores') }}

),

pass_rate_samples as (select * from {{ ref('int_performance__pass_rate_samples') }}),

pass_rates as (select * from {{ ref('fit_performance__pass_rates') }}),

snapshots as (select distinct snapshot_date from score_samples),

score_curves as (

    select
        samples.*,
        'score = asymptote - amplitude x scale^-exponent' as form,
        fits.status,
        cast(fits.status_reason as varchar) as status_reason,
        fits.n_obs,
        fits.df_residual,
        coalesce(fits.is_identified, false) as is_identified,
        cast(
            coalesce(fits.status_reason, fits.identification_reason) as varchar
        ) as identification_reason,
        fits.exponent,
        fits.exponent_ci_low,
        fits.exponent_ci_high,
        fits.asymptote as asymptote_share,
        fits.asymptote_ci_low as asymptote_share_ci_low,
        fits.asymptote_ci_high as asymptote_share_ci_high,
        fits.predicted_y[1] as next_tenfold_share,
        fits.predicted_y_ci_low[1] as next_tenfold_share_ci_low,
        fits.predicted_y_ci_high[1] as next_tenfold_share_ci_high,
        fits.r_squared,
        fits.residual_sd as residual_sd_share,
        fits.is_reached as targets_reached,
        fits.reached_x as reached_scales,
        fits.reached_x_ci_low as reached_scales_ci_low,
        fits.reached_x_ci_high as reached_scales_ci_high,
        'profile_likelihood' as interval_kind,
        'Least squares of a saturating power law; profile likelihood' as method,
        'https://arxiv.org/abs/2307.09288' as source_url

    from score_samples as samples
    inner join scores as fits using (benchmark, covariate, snapshot_date)

),

-- three figures and three parameters; a high floor of -ln(pass rate) is a low limit
pass_rate_curves as (

    select
        samples.*,
        snapshots.snapshot_date,
        '-ln(score) = floor + amplitude x scale^-exponent' as form,
        'not_estimable' as status,
        coalesce(
            fits.status_reason,
            'three figures and three parameters leave no error to estimate'
        ) as status_reason,
        fits.n_obs,
        0 as df_residual,
        false as is_identified,
        coalesce(
            cast(fits.status_reason as varchar),
            'three figures and three parameters leave no degree of freedom'
        ) as identification_reason,
        fits.exponent_low as exponent_ci_low,
        fits.exponent_high as exponent_ci_high,
        exp(-fits.floor_high) as asymptote_share_ci_low,
        exp(-fits.floor_low) as asymptote_share_ci_high,
        exp(-fits.predicted_y_high[1]) as next_tenfold_share_ci_low,
        exp(-fits.predicted_y_low[1]) as next_tenfold_share_ci_high,
        fits.is_reached as targets_reached,
        fits.reached_x_low as reached_scales_ci_low,
        fits.reached_x_high as reached_scales_ci_high,
        'rounding' as interval_kind,
        'All curves through the rounded figures, by their corners' as method,
        'https://cset.georgetown.edu/publication/scaling-ai/' as source_url

    from pass_rate_samples as samples
    inner join pass_rates as fits using (benchmark, covariate)
    cross join snapshots

),

curves as (

    select * from score_curves
    union all by name
    select * from pass_rate_curves

)

select
    * exclude (
        scale_values, score_shares, min_df, log_loss_low, log_loss_high,
        target_log_losses
    )
    replace (
        cast(n_obs as integer) as n_obs, cast(df_residual as integer) as df_residual
    ),
    next_tenfold_share - score_share_of_largest as next_tenfold_gain_share,
    next_tenfold_share_ci_low - score_share_of_largest
        as next_tenfold_gain_share_ci_low,
    next_tenfold_share_ci_high - score_share_of_largest
        as next_tenfold_gain_share_ci_high

from curves
