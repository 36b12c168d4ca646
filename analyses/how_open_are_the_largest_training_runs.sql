-- What share of the AI models at or above each compute threshold has open weights, and
-- how far could models of unknown access or unknown compute move it?
with

access_by_compute as (select * from {{ ref('fct_access_by_compute') }}),

snapshots as (select * from {{ ref('dim_snapshots') }}),

largest as (

    select
        access_by_compute.snapshot_date,
        access_by_compute.population,
        access_by_compute.threshold_flop,
        access_by_compute.n_ai_models as n_open_weights,
        access_by_compute.n_obs,
        access_by_compute.access_share,
        access_by_compute.access_share_ci_low,
        access_by_compute.access_share_ci_high,
        access_by_compute.possible_compute_bound_share_low,
        access_by_compute.possible_compute_bound_share_high,
        access_by_compute.missing_compute_bound_share_low,
        access_by_compute.missing_compute_bound_share_high

    from access_by_compute
    inner join snapshots
        on access_by_compute.snapshot_date = snapshots.snapshot_date
    where
        access_by_compute.access_group = 'open_weights'
        and access_by_compute.status = 'estimated'
        and snapshots.table_name = 'ai_models'

)

select * from largest
order by snapshot_date desc, population asc, threshold_flop asc
