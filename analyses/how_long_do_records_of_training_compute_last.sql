-- By how much does a record of training compute beat the one before, and for how
-- long does it hold, in each half decade?
with

compute_records as (select * from {{ ref('fct_compute_records') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where is_newest
),

by_half_decade as (

    select
        year(compute_records.publication_date)
        - year(compute_records.publication_date) % 5 as half_decade,
        count(*) as n_records,
        median(compute_records.factor_over_previous) as median_factor_over_previous,
        max(compute_records.factor_over_previous) as max_factor_over_previous,
        median(compute_records.days_held) filter (where not compute_records.is_standing)
            as median_days_held,
        sum(compute_records.n_near_records) as n_near_records

    from compute_records
    inner join snapshots
        on compute_records.snapshot_date = snapshots.snapshot_date
    where compute_records.publication_date >= date '2010-01-01'
    group by half_decade

)

select * from by_half_decade
order by half_decade
