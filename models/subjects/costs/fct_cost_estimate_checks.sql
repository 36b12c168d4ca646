with

fits as (select * from {{ ref('fit_costs__estimate_bias') }}),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

rules as (

    select distinct
        ci_level,
        agreement_tolerance

    from {{ ref('int_costs__comparisons') }}

),

methods as (

    select distinct
        cost_method,
        is_estimate

    from {{ ref('int_costs__training_costs_by_method') }}

),

pairs as (

    select
        snapshots.snapshot_date,
        estimates.cost_method,
        published.cost_method as published_method

    from snapshots
    inner join methods as estimates
        on estimates.is_estimate
    inner join methods as published
        on not published.is_estimate

),

-- a snapshot without a published cost still gets its row, and a reason
cost_estimate_checks as (

    select
        pairs.snapshot_date,
        pairs.cost_method,
        pairs.published_method,
        coalesce(fits.status, 'not_estimable') as status,
        case
            when fits.status is null then 'no model has both costs'
            else cast(fits.status_reason as varchar)
        end as status_reason,
        cast(coalesce(fits.n_obs, 0) as integer) as n_obs,
        fits.median_ratio,
        fits.median_ratio_ci_low,
        fits.median_ratio_ci_high,
        fits.log_ratio_p10 as ratio_p10_oom,
        fits.log_ratio_p25 as ratio_p25_oom,
        fits.log_ratio_p75 as ratio_p75_oom,
        fits.log_ratio_p90 as ratio_p90_oom,
        fits.agreeing_share,
        rules.agreement_tolerance as agreement_tolerance_share,
        rules.ci_level,
        'median of ratios; interval by ranks' as method

    from pairs
    cross join rules
    left join fits
        on
            pairs.snapshot_date = cast(fits.snapshot_date as date)
            and pairs.cost_method = fits.cost_method
            and pairs.published_method = fits.published_method

)

select * from cost_estimate_checks
