with

snapshots as (select * from {{ ref('hugging_face__snapshots') }}),

typed_snapshots as (

    select
        cast(snapshot_date as date) as snapshot_date,
        cast(n_records as integer) as n_records,
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
