with

files as (select * from {{ ref('dim_snapshot_files') }}),

views as (select * from {{ ref('published_views') }}),

identified_records as (select * from {{ ref('int_ai_models__identified') }}),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

published as (

    select
        files.table_name,
        files.snapshot_date,
        -- where no view lists all, those that there are
        case
            when bool_or(views.is_every_ai_model) then 'all'
            else string_agg(files.scope, ' and ' order by views.view_rank)
        end as scope,
        bool_or(views.is_every_ai_model) as has_all_models,
        cast(sum(files.n_records_published) as integer) as n_records_published,
        -- of the files of a day, the first view's
        arg_min(files.n_bytes, views.view_rank) as n_bytes,
        arg_min(files.sha256, views.view_rank) as sha256,
        arg_min(files.publisher, views.view_rank) as publisher,
        arg_min(files.title, views.view_rank) as title,
        arg_min(files.licence, views.view_rank) as licence,
        arg_min(files.citation, views.view_rank) as citation,
        arg_min(files.source_url, views.view_rank) as source_url,
        arg_min(files.accessed_date, views.view_rank) as accessed_date,
        arg_min(files.found_in, views.view_rank) as found_in,
        arg_min(files.n_columns_published, views.view_rank) as n_columns_published

    from files
    inner join views
        on files.scope = views.scope
    group by files.table_name, files.snapshot_date

),

record_counts as (

    select
        'ai_models' as table_name,
        snapshot_date,
        count(*) as n_records,
        count(distinct ai_model_id) as n_ai_models,
        count(*) filter (where not is_primary_record) as n_duplicate_records,
        count(*) filter (where is_primary_record) - count(distinct ai_model_id)
            as n_records_of_further_views,
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
        published.has_all_models,
        published.table_name = 'ai_models'
        and published.snapshot_date = max(published.snapshot_date) over (
            partition by published.table_name
        ) as is_newest,
        published.n_records_published,
        record_counts.n_records,
        record_counts.n_ai_models,
        record_counts.n_duplicate_records,
        record_counts.n_records_of_further_views,
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
