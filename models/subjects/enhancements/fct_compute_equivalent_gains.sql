with

gains as (

    select * from {{ ref('int_enhancements__gains') }}

),

fits as (

    select * replace (cast(snapshot_date as date) as snapshot_date)
    from {{ ref('fit_enhancements__gains') }}

),

published as (

    select * from {{ ref('stg_papers__published_gains') }}

),

joined as (

    select
        gains.*,
        published.claim,
        published.gain_factor as published_gain_factor,
        published.is_lower_bound as is_published_lower_bound,
        cast(coalesce(fits.n_obs, 1) as integer) as n_obs,
        coalesce(fits.status, 'not_estimable') as status,
        case
            when fits.case_id is null then 'the source prints a comparison, no scores'
            else fits.status_reason
        end as status_reason,
        fits.is_extrapolated,
        fits.extrapolation_oom,
        fits.slope_per_oom as slope_logits_per_oom,
        fits.r_squared,
        cast(fits.df_residual as integer) as df_residual,
        fits.interval_reason,
        power(10, fits.anchored_gain_oom) as anchored_gain_factor,
        power(10, fits.anchored_gain_oom_ci_low) as anchored_gain_factor_ci_low,
        power(10, fits.anchored_gain_oom_ci_high) as anchored_gain_factor_ci_high,
        power(10, fits.gain_oom) as fitted,
        power(10, fits.gain_oom_ci_low) as fitted_ci_low,
        power(10, fits.gain_oom_ci_high) as fitted_ci_high

    from gains
    left join fits using (case_id, snapshot_date, enhanced_label)
    left join published on gains.published_reading = published.reading

),

-- outside the baseline the curve is a guess: there a bound counts, and what the curve
-- says stands apart
separated as (

    select
        * exclude (published_reading, fitted, fitted_ci_low, fitted_ci_high),
        case when not is_extrapolated then fitted end as gain_factor,
        case when not is_extrapolated then fitted_ci_low end as gain_factor_ci_low,
        case when not is_extrapolated then fitted_ci_high end as gain_factor_ci_high,
        case when is_extrapolated then fitted end as extrapolated_gain_factor,
        case when is_extrapolated then fitted_ci_low end
            as extrapolated_gain_factor_ci_low,
        case when is_extrapolated then fitted_ci_high end
            as extrapolated_gain_factor_ci_high,
        {{ ratio('observed_gain_factor_low', 'one_time_cost_share') }}
            as observed_gain_factor_per_one_time_cost_share,
        case
            when status = 'estimated'
                then 'line of log odds on log10 compute, inverted; Fieller interval'
        end as method

    from joined

)

select * from separated
