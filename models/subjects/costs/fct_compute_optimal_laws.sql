with

fits as (select * from {{ ref('fit_costs__compute_optimal_laws') }}),

offers as (select * from {{ ref('dim_chip_offers') }}),

samples as (

    select
        budget_unit,
        chip_offer,
        min(log10_budget) as least_budget_oom,
        max(log10_budget) as greatest_budget_oom

    from {{ ref('int_costs__optimum_samples') }}
    group by budget_unit, chip_offer

),

laws as (

    select
        fits.budget_unit,
        fits.chip_offer,
        offers.usd_per_chip_hour,
        offers.achieved_flop_per_s,
        fits.status,
        cast(fits.status_reason as varchar) as status_reason,
        cast(fits.n_obs as integer) as n_obs,
        fits.intercept as log10_parameters_intercept,
        fits.intercept_ci_low as log10_parameters_intercept_ci_low,
        fits.intercept_ci_high as log10_parameters_intercept_ci_high,
        fits.exponent,
        fits.exponent_ci_low,
        fits.exponent_ci_high,
        fits.mean_log10_budget as mean_budget_oom,
        samples.least_budget_oom,
        samples.greatest_budget_oom,
        fits.r_squared,
        fits.ci_level,
        'OLS of log10 parameters on log10 budget; Student t' as method,
        'https://arxiv.org/abs/2203.15556' as source_url

    from fits
    inner join samples
        on
            fits.budget_unit = samples.budget_unit
            and fits.chip_offer = samples.chip_offer
    left join offers
        on fits.chip_offer = offers.chip_offer

)

select * from laws
