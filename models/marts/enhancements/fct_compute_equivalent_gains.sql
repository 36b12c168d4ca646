with

gains as (

    select * from {{ ref('int_enhancements__gains') }}

),

fits as (

    select * replace (cast(snapshot_date as date) as snapshot_date)
    from {{ ref('fit_compute_equivalent_gain__inverted') }}

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
        coalesce(fits.n_obs, 1) as n_obs,
        coalesce(fits.status, 'not_estimable') as status,
        case
            when fits.case_id is null then 'the source prints a comparison, no scores'
            else fits.status_reason
        end as status_reason,
        fits.is_extrapolated,
        fits.extrapolation_oom,
        fits.slope_per_oom as slope_logits_per_oom,
        fits.r_squared,
        fits.df_residual,
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

-- beyond the largest baseline model the curve is a guess: a bound counts there, and
-- what the curve says stands apart
separated as (

    select
        *,
        status = 'estimated' and not is_extrapolated as is_inside_baseline,
        status = 'estimated' and is_extrapolated as is_outside_baseline

    from joined

),

final as (

    select
        case_id,
        snapshot_date,
        enhanced_label,
        enhancement,
        enhancement_type,
        combined_with_type,
        claim,
        published_gain_factor,
        is_published_lower_bound,
        benchmark,
        metric,
        baseline_family,
        is_cross_family,
        parameters,
        training_compute_flop,
        compute_basis,
        baseline_score_share,
        enhanced_score_share,
        n_sizes,
        cast(n_obs as integer) as n_obs,
        status,
        status_reason,
        case when is_inside_baseline then fitted end as gain_factor,
        case when is_inside_baseline then fitted_ci_low end as gain_factor_ci_low,
        case when is_inside_baseline then fitted_ci_high end as gain_factor_ci_high,
        is_extrapolated,
        extrapolation_oom,
        case when is_outside_baseline then fitted end as extrapolated_gain_factor,
        case when is_outside_baseline then fitted_ci_low end
            as extrapolated_gain_factor_ci_low,
        case when is_outside_baseline then fitted_ci_high end
            as extrapolated_gain_factor_ci_high,
        anchored_gain_factor,
        anchored_gain_factor_ci_low,
        anchored_gain_factor_ci_high,
        observed_gain_factor_low,
        observed_gain_factor_high,
        coalesce(is_beyond_baseline, false) as is_lower_bound_only,
        largest_beaten_label,
        slope_logits_per_oom,
        r_squared,
        cast(df_residual as integer) as df_residual,
        ci_level,
        interval_reason,
        case
            when status = 'estimated'
                then 'line of log odds on log10 compute, inverted; Fieller interval'
        end as method,
        enhanced_place as place,
        enhanced_source_url as source_url

    from separated

)

select * from final
