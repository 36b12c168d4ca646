with

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models'
),

span as (

    select
        min(first_publication_date) as first_date,
        max(greatest(last_publication_date, snapshot_date)) as last_date

    from snapshots

),

calendar_days as (

    select unnest(generate_series(first_date, last_date, interval 1 day)) as day_at
    from span

),

days as (

    select cast(day_at as date) as calendar_date
    from calendar_days

)

select * from days
