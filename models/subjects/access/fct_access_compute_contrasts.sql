with

fits as (select * from {{ ref('fit_access__compute_contrasts') }}),

specifications as (select * from {{ ref('access_compute_specifications') }}),

contrasts as (

    select distinct contrast
    from {{ ref('int_access__contrast_samples') }}

),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

-- a contrast that no model meets still gets its row, and a reason
compute_contrasts as (

    select
        specifications.specification,
        snapshots.snapshot_date,
        coalesce(fits.period, 'all') as period,
        contrasts.contrast,
        specifications.population,
        specifications.adjustment,

        coalesce(fits.status, 'not_estimable') as status,
        coalesce(
            cast(fits.status_reason as varchar),
            case when fits.status is null then 'no AI model has stated access' end
        ) as status_reason,
        cast(coalesce(fits.n_obs, 0) as integer) as n_obs,
        cast(coalesce(fits.n_first, 0) as integer) as n_first_side,
        cast(coalesce(fits.n_second, 0) as integer) as n_second_side,
        cast(coalesce(fits.n_missing_first, 0) as integer) as n_missing_first_side,
        cast(coalesce(fits.n_missing_second, 0) as integer) as n_missing_second_side,

        fits.difference_oom,
        fits.difference_oom_se,
        fits.difference_oom_ci_low,
        fits.difference_oom_ci_high,
        fits.p_value,
        fits.difference_oom_bound_low as bound_difference_oom_low,
        fits.difference_oom_bound_high as bound_difference_oom_high,
        fits.selected_difference_oom,
        fits.selected_difference_oom_ci_low,
        fits.selected_difference_oom_ci_high,
        specifications.closed_missing_delta_oom,
        specifications.ci_level,
        'Difference of mean log10 compute, Welch; worst-case bounds' as method,
        specifications.source_url

    from specifications
    cross join snapshots
    cross join contrasts
    left join fits
        on
            specifications.specification = fits.specification
            and snapshots.snapshot_date = cast(fits.snapshot_date as date)
            and contrasts.contrast = fits.contrast

)

select * from compute_contrasts
