-- How long would the fastest supercomputer of the day compute on each record run,
-- at its Linpack rate?
with

comparisons as (select * from {{ ref('fct_supercomputer_comparisons') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where is_newest
),

record_runs as (

    select
        comparisons.publication_date,
        comparisons.ai_model_name,
        comparisons.confidence,
        comparisons.training_compute_flop,
        comparisons.system_name,
        comparisons.rmax_flop_per_s,
        comparisons.supercomputer_days,
        comparisons.supercomputer_years

    from comparisons
    inner join snapshots
        on comparisons.snapshot_date = snapshots.snapshot_date
    where
        comparisons.is_compute_record
        and comparisons.publication_date >= date '2010-01-01'

)

select * from record_runs
order by publication_date
