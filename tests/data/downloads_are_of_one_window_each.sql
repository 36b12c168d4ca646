-- Windows of 30 days overlap or leave gaps. What a mart says about a snapshot must be
-- the sum of that snapshot's records, no more and no less.
with

records as (

    select
        snapshot_date,
        sum(downloads_30_days) as downloads_30_days

    from {{ ref('stg_hugging_face__models') }}
    where is_primary_record
    group by snapshot_date

),

aggregates as (

    select
        snapshot_date,
        'fct_downloads_by_size' as mart,
        sum(downloads_30_days) as downloads_30_days

    from {{ ref('fct_downloads_by_size') }}
    where population = 'all'
    group by snapshot_date
    union all
    select
        snapshot_date,
        'fct_download_concentration' as mart,
        downloads_30_days

    from {{ ref('fct_download_concentration') }}
    where population = 'all'

),

marts as (

    select distinct mart from aggregates

),

compared as (

    select
        records.snapshot_date,
        marts.mart,
        records.downloads_30_days as recorded,
        aggregates.downloads_30_days as aggregated

    from records
    cross join marts
    left join aggregates using (snapshot_date, mart)

)

select * from compared
where recorded is distinct from aggregated
