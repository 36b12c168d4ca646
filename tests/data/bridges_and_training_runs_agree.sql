-- A bridge row without its training run is counted in shares that have no such model; a
-- training run that lost its organisations, countries or task domains is missing from
-- every count by group. Words in quarantine are allowed to be missing.
with

training_runs as (select * from {{ ref('fct_training_runs') }}),

identified as (
    select * from {{ ref('int_ai_models__identified') }}
    where is_primary_record
),

terms as (

    select
        identified.snapshot_date,
        identified.ai_model_id,
        terms.field

    from {{ ref('int_ai_models__terms') }} as terms
    inner join identified
        on terms.record_id = identified.record_id
    where terms.term is not null

),

records as (select * from {{ ref('stg_epoch_ai__ai_model_records') }}),

bridged as (

    select distinct
        'organization' as field,
        snapshot_date,
        ai_model_id

    from {{ ref('bridge_ai_models__organizations') }}
    union all
    select distinct
        'country' as field,
        snapshot_date,
        ai_model_id

    from {{ ref('bridge_ai_models__countries') }}
    union all
    select distinct
        'task_domain' as field,
        snapshot_date,
        ai_model_id

    from {{ ref('bridge_ai_models__domains') }}

),

published as (

    select distinct
        field,
        snapshot_date,
        ai_model_id

    from terms
    where field in ('country', 'task_domain')
    union all
    select
        'organization' as field,
        identified.snapshot_date,
        identified.ai_model_id

    from identified
    inner join records
        on identified.record_id = records.record_id
    where records.organizations is not null

),

-- both sides must be there, and the training run with them
disagreeing as (

    select
        field,
        snapshot_date,
        ai_model_id,
        published.ai_model_id is null as is_not_published,
        bridged.ai_model_id is null as is_not_bridged,
        training_runs.ai_model_id is null as has_no_training_run

    from bridged
    full join published using (field, snapshot_date, ai_model_id)
    left join training_runs using (snapshot_date, ai_model_id)
    where is_not_published or is_not_bridged or has_no_training_run

)

select * from disagreeing
