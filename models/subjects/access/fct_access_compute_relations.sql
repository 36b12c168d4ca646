with

fits as (select * from {{ ref('fit_access__compute_ranks') }}),

samples as (select * from {{ ref('int_access__compute_samples') }}),

specifications as (select * from {{ ref('access_compute_specifications') }}),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

sizes as (

    select
        specification,
        snapshot_date,
        period,
        count(*) as n_ai_models,
        count(adjusted_compute_oom) as n_with_training_compute

    from samples
    group by all

),

-- a specification that no model meets still gets its row, and a reason
compute_relations as (

    select
        specifications.specification,
        snapshots.snapshot_date,
        coalesce(sizes.period, 'all') as period,
        specifications.question,
        specifications.population,
        specifications.adjustment,

        coalesce(fits.status, 'not_estimable') as status,
        coalesce(
            cast(fits.status_reason as varchar),
            case when fits.status is null then 'no AI model has stated access' end
        ) as status_reason,
        cast(coalesce(sizes.n_ai_models, 0) as integer) as n_ai_models,
        cast(coalesce(fits.n_obs, 0) as integer) as n_obs,
        {{ ratio('sizes.n_with_training_compute', 'sizes.n_ai_models') }}
            as coverage_share,
        cast(fits.n_tiers as integer) as n_tiers,

        fits.kendall_tau_b,
        fits.kendall_tau_b_ci_low,
        fits.kendall_tau_b_ci_high,
        fits.kendall_tau_b_p_value,
        fits.spearman_rho,
        fits.spearman_rho_ci_low,
        fits.spearman_rho_ci_high,
        fits.spearman_rho_p_value,
        fits.kendall_tau_b_closed_low,
        fits.kendall_tau_b_closed_high,
        fits.kendall_tau_b_bound_low,
        fits.kendall_tau_b_bound_high,
        specifications.ci_level,
        cast(coalesce(fits.n_resamples, 0) as integer) as n_resamples,
        cast(coalesce(fits.n_permutations, 0) as integer) as n_permutations,
        'Rank correlation; percentile bootstrap; permutation test' as method,
        specifications.source_url

    from specifications
    cross join snapshots
    left join sizes
        on
            specifications.specification = sizes.specification
            and snapshots.snapshot_date = sizes.snapshot_date
    left join fits
        on
            specifications.specification = fits.specification
            and snapshots.snapshot_date = cast(fits.snapshot_date as date)
            and sizes.period = fits.period

)

select * from compute_relations
