with

fits as (

    select * replace (cast(snapshot_date as date) as snapshot_date)
    from {{ ref('fit_downloads__size_slopes') }}

),

rules as (

    select {{ rule_value(ref('interval_levels'), 'download_ci_level') }} as ci_level

),

size_slopes as (

    select
        fits.snapshot_date,
        cast(fits.n_obs as integer) as n_obs,
        cast(fits.n_families as integer) as n_families,
        fits.status,
        cast(fits.status_reason as varchar) as status_reason,
        fits.slope as download_size_elasticity,
        fits.slope_ci_low as download_size_elasticity_ci_low,
        fits.slope_ci_high as download_size_elasticity_ci_high,
        power(10, fits.slope) as downloads_factor_per_tenfold_size,
        power(10, fits.slope_ci_low) as downloads_factor_per_tenfold_size_ci_low,
        power(10, fits.slope_ci_high) as downloads_factor_per_tenfold_size_ci_high,
        rules.ci_level,
        'log-log within families; expanded percentile bootstrap of families' as method

    from fits
    cross join rules

)

select * from size_slopes
