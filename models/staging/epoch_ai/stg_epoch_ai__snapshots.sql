with

snapshots as (

    select * from {{ published_records(ref('epoch_ai__snapshots')) }}

),

typed_snapshots as (

    select
        table_name,
        cast(snapshot_date as date) as snapshot_date,
        coalesce(scope, 'all') as scope,
        cast(n_records as integer) as n_records_published,
        cast(n_bytes as bigint) as n_bytes,
        sha256,
        publisher,
        title,
        licence,
        citation,
        source_url,
        cast(accessed_date as date) as accessed_date,
        found_in,
        cast(published_columns as integer) as n_columns_published

    from snapshots

)

select * from typed_snapshots
