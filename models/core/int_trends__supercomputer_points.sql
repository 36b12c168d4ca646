with

supercomputer_days as (

    select * from {{ ref('int_ai_models__supercomputer_days') }}

),

number_ones as (

    select * from {{ ref('stg_top500__number_ones') }}

),

snapshots as (

    select distinct snapshot_date
    from supercomputer_days

),

-- a snapshot knows the lists of its day
supercomputers as (

    select
        'supercomputers' as source_series,
        snapshots.snapshot_date,
        cast(number_ones.list_date as varchar) as item_name,
        number_ones.list_date as item_date,
        number_ones.rmax_flop_per_s as item_value

    from snapshots
    inner join number_ones
        on snapshots.snapshot_date >= number_ones.list_date

),

days_of_frontier_models as (

    select
        'supercomputer_days_of_frontier_models' as source_series,
        snapshot_date,
        ai_model_id as item_name,
        publication_date as item_date,
        supercomputer_days as item_value

    from supercomputer_days
    where is_frontier

),

days_of_compute_records as (

    select
        'supercomputer_days_of_compute_records' as source_series,
        snapshot_date,
        ai_model_id as item_name,
        publication_date as item_date,
        supercomputer_days as item_value

    from supercomputer_days
    where is_compute_record

),

combined as (

    select * from supercomputers
    union all
    select * from days_of_frontier_models
    union all
    select * from days_of_compute_records

)

select * from combined
