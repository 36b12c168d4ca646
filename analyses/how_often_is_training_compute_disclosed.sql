-- For what share of the notable models of each year is training compute known?
with

training_runs as (select * from {{ ref('fct_training_runs') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where is_newest
),

by_year as (

    select
        year(training_runs.publication_date) as calendar_year,
        count(*) as n_ai_models,
        count(training_runs.training_compute_flop) as n_with_training_compute,
        count(training_runs.training_compute_flop) / count(*)
            as training_compute_share

    from training_runs
    inner join snapshots
        on training_runs.snapshot_date = snapshots.snapshot_date
    where
        training_runs.is_notable
        and training_runs.publication_date >= date '2010-01-01'
    group by calendar_year

)

select * from by_year
order by calendar_year
