-- In each access tier, of how many AI models published since the first one at or above
-- 1e23 FLOP is training compute known?
with

access_by_compute as (select * from {{ ref('fct_access_by_compute') }}),

disclosure as (

    select
        snapshot_date,
        population,
        access_group,
        n_since_first_crossing,
        n_missing_compute,
        n_possibly_above,
        training_compute_share

    from access_by_compute
    where
        threshold_name = 'from_1e23'
        and n_since_first_crossing > 0

)

select * from disclosure
order by snapshot_date desc, population asc, training_compute_share desc
