with

snapshots as (

    select * from {{ ref('stg_epoch_ai__snapshots') }}

),

identified as (

    select * from {{ ref('int_ai_models__identified') }}

),

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

record_counts as (

    select
        'ai_models' as table_name,
        snapshot_date,
        count(*) as n_records,
        count(*) filter (where is_primary_record) as n_ai_models,
        count(*) filter (where not is_primary_record) as n_duplicate_records,
        count(*) filter (where not has_published_name) as n_unnamed_records

    from identified
    group by snapshot_date

),

known as (

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

joined as (

    select
        snapshots.table_name,
        snapshots.snapshot_date,
        snapshots.scope,
        snapshots.table_name = 'ai_models'
        and snapshots.snapshot_date = max(snapshots.snapshot_date) over (
            partition by snapshots.table_name
        ) as is_newest,
        snapshots.n_records_published,
        record_counts.n_records,
        record_counts.n_ai_models,
        record_counts.n_duplicate_records,
        record_counts.n_unnamed_records,
        known.n_notable_ai_models,
        known.first_publication_date,
        known.last_publication_date,
        known.publication_date_share,
        known.training_compute_share,
        known.parameters_share,
        known.training_cost_share,
        known.training_power_draw_share,
        snapshots.n_columns_published,
        snapshots.n_bytes,
        snapshots.sha256,
        snapshots.publisher,
        snapshots.title,
        snapshots.licence,
        snapshots.citation,
        snapshots.source_url,
        snapshots.accessed_date,
        snapshots.found_in

    from snapshots
    left join record_counts
        on
            snapshots.table_name = record_counts.table_name
            and snapshots.snapshot_date = record_counts.snapshot_date
    left join known
        on
            snapshots.table_name = known.table_name
            and snapshots.snapshot_date = known.snapshot_date

)

select * from joined
