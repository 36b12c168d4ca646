with

preferences as (select * from {{ ref('stg_papers__preferred_models') }}),

computes as (select * from {{ ref('int_enhancements__computes') }}),

-- a preferred model is at least as good as the larger one it was compared with
preferred_models as (

    select
        preferences.case_id,
        smaller.snapshot_date,
        preferences.preferred_label as enhanced_label,
        preferences.enhancement,
        preferences.enhancement_type,
        preferences.published_reading,
        preferences.benchmark,
        preferences.over_label as baseline_family,
        false as is_cross_family,
        preferences.preferred_parameters as parameters,
        smaller.training_compute_flop,
        smaller.compute_basis,
        1 as n_sizes,
        preferences.over_label as largest_beaten_label,
        {{ ratio('larger.training_compute_flop', 'smaller.training_compute_flop') }}
            as observed_gain_factor_low,
        observed_gain_factor_low is not null as is_lower_bound_only,
        preferences.one_time_cost_share,
        preferences.one_time_cost_reason,
        preferences.place,
        preferences.source_url

    from preferences
    inner join computes as smaller
        on preferences.preferred_base_id = smaller.compute_ai_model_id
    inner join computes as larger
        on
            preferences.over_id = larger.compute_ai_model_id
            and smaller.snapshot_date = larger.snapshot_date

),

gains as (

    select * from {{ ref('int_enhancements__gains') }}
    union all by name
    select * from preferred_models

),

fits as (

    select * replace (cast(snapshot_date as date) as snapshot_date)
    from {{ ref('fit_enhancements__gains') }}

),

published as (select * from {{ ref('stg_papers__published_gains') }}),

gains_side_by_side as (

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
compute_equivalent_gains as (

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

    from gains_side_by_side

)

select * from compute_equivalent_gains
