-- The ingest counts the records of each file independently of the parser, and writes
-- the count into `epoch_ai__snapshots`. A seed that was cut short, loaded twice or
-- edited by hand has another count.
with

snapshots as (select * from {{ ref('stg_epoch_ai__snapshots') }}),

records as (

    select
        'ai_models' as table_name,
        snapshot_date,
        scope

    from {{ ref('stg_epoch_ai__ai_model_records') }}
    union all
    select
        'ml_hardware' as table_name,
        snapshot_date,
        'all' as scope

    from {{ ref('stg_epoch_ai__ml_hardware') }}
    union all
    select
        'hardware_prices' as table_name,
        snapshot_date,
        'all' as scope

    from {{ ref('stg_epoch_ai__hardware_prices') }}
    union all
    select
        'capabilities_index' as table_name,
        snapshot_date,
        'all' as scope

    from {{ ref('stg_epoch_ai__capabilities_index') }}
    union all
    select
        'mmlu_scores' as table_name,
        snapshot_date,
        'all' as scope

    from {{ ref('stg_epoch_ai__mmlu_scores') }}
    union all
    select
        'gpqa_diamond_scores' as table_name,
        snapshot_date,
        'all' as scope

    from {{ ref('stg_epoch_ai__gpqa_diamond_scores') }}
    union all
    select
        'bbh_scores' as table_name,
        snapshot_date,
        'all' as scope

    from {{ ref('stg_epoch_ai__bbh_scores') }}

),

counted as (

    select
        table_name,
        snapshot_date,
        scope,
        count(*) as n_records

    from records
    group by table_name, snapshot_date, scope

),

differing as (

    select
        table_name,
        snapshot_date,
        scope,
        snapshots.n_records_published,
        counted.n_records

    from snapshots
    full join counted using (table_name, snapshot_date, scope)
    where snapshots.n_records_published is distinct from counted.n_records

)

select * from differing
