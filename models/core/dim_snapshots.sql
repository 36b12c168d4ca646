with

snapshots as (select * from {{ ref('stg_epoch_ai__snapshots') }}),

listings as (select * from {{ ref('stg_hugging_face__snapshots') }}),

identified_records as (select * from {{ ref('int_ai_models__identified') }}),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

-- a listing of the hub holds whatever it lists
published as (

    select * from snapshots
    union all by name
    select
        'hugging_face_models' as table_name,
        'all' as scope,
        n_records as n_records_published,
        * exclude (n_records)

    from listings

),

record_counts as (

    select
        'ai_models' as table_name,
        snapshot_date,
        count(*) as n_records,
        count(*) filter (where is_primary_record) as n_ai_models,
        count(*) filter (where not is_primary_record) as n_duplicate_records,
        count(*) filter (where not has_published_name) as n_unnamed_records

    from identified_records
    group by snapshot_date

),

known_snapshots as (

    select
        'ai_models' as table_name,
        snapshot_date,
        count(*) filter (where is_notable) as n_notable_ai_models,
        min(publication_date) as first_publication_date,
        max(publication_date) as last_publication_date,
        count(publication_date) / count(*) as publication_date_share,
        count(training_compute_flop) / count(*) as training_compute_share,
        count(parameters) / count(*) as parameters_share,
        count(training_cost_usd_2023) / count(*) as training_cost_share,
        count(training_power_draw_w) / count(*) as training_power_draw_share

    from training_runs
    group by snapshot_date

),

described_snapshots as (

    select
        published.table_name,
        published.snapshot_date,
        published.scope,
        published.table_name = 'ai_models'
        and published.snapshot_date = max(published.snapshot_date) over (
            partition by published.table_name
        ) as is_newest,
        published.n_records_published,
        record_counts.n_records,
        record_counts.n_ai_models,
        record_counts.n_duplicate_records,
        record_counts.n_unnamed_records,
        known_snapshots.n_notable_ai_models,
        known_snapshots.first_publication_date,
        known_snapshots.last_publication_date,
        known_snapshots.publication_date_share,
        known_snapshots.training_compute_share,
        known_snapshots.parameters_share,
        known_snapshots.training_cost_share,
        known_snapshots.training_power_draw_share,
        published.n_columns_published,
        published.n_bytes,
        published.sha256,
        published.publisher,
        published.title,
        published.licence,
        published.citation,
        published.source_url,
        published.accessed_date,
        published.found_in

    from published
    left join record_counts
        on
            published.table_name = record_counts.table_name
            and published.snapshot_date = record_counts.snapshot_date
    left join known_snapshots
        on
            published.table_name = known_snapshots.table_name
            and published.snapshot_date = known_snapshots.snapshot_date

)

select * from described_snapshots
