with

samples as (

    select * from {{ ref('int_performance__score_samples') }}

),

fits as (

    select * replace (cast(snapshot_date as date) as snapshot_date)
    from {{ ref('fit_performance__scores') }}

),

joined as (

    select
        samples.*,
        fits.n_obs,
        fits.df_residual,
        fits.status,
        fits.status_reason,
        fits.exponent,
        fits.exponent_ci_low,
        fits.exponent_ci_high,
        fits.asymptote,
        fits.asymptote_ci_low,
        fits.asymptote_ci_high,
        fits.r_squared,
        fits.residual_sd,
        fits.predicted_y,
        fits.predicted_y_ci_low,
        fits.predicted_y_ci_high,
        fits.reached_x,
        fits.is_reached,
        fits.reached_x_ci_low,
        fits.reached_x_ci_high,
        coalesce(fits.is_identified, false) as is_identified,
        coalesce(fits.status_reason, fits.identification_reason)
            as identification_reason

    from samples
    inner join fits using (benchmark, covariate, snapshot_date)

)

select
    benchmark,
    covariate,
    snapshot_date,
    'score = asymptote - amplitude x scale^-exponent' as form,
    n_models,
    n_obs,
    df_residual,
    status,
    status_reason,
    is_identified,
    identification_reason,
    exponent,
    exponent_ci_low,
    exponent_ci_high,
    asymptote as asymptote_share,
    asymptote_ci_low as asymptote_share_ci_low,
    asymptote_ci_high as asymptote_share_ci_high,
    largest_scale,
    score_share_of_largest,
    predicted_y[1] as next_tenfold_share,
    predicted_y_ci_low[1] as next_tenfold_share_ci_low,
    predicted_y_ci_high[1] as next_tenfold_share_ci_high,
    r_squared,
    residual_sd as residual_sd_share,
    target_names,
    target_score_shares,
    reached_x as reached_scales,
    is_reached as is_target_reached,
    reached_x_ci_low as reached_scales_ci_low,
    reached_x_ci_high as reached_scales_ci_high,
    'profile_likelihood' as interval_kind,
    ci_level,
    'Least squares of a saturating power law; profile likelihood' as method,
    'https://arxiv.org/abs/2307.09288' as source_url

from joined
