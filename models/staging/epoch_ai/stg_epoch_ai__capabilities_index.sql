with

models as (select * from {{ ref('epoch_ai__capabilities_index') }}),

capabilities as (

    select
        cast(snapshot_date as date) as snapshot_date,
        cast(record_number as integer) as record_number,
        {{ clean_text('model_version') }} as model_version,
        {{ clean_text('model_name') }} as model_name,
        {{ clean_text('organizations') }} as organizations,
        {{ parse_date('release_date') }} as release_date,
        {{ clean_text('model_access') }} as model_access,
        {{ parse_number('capabilities_index') }} as capabilities_index,
        {{ parse_number('capabilities_index_ci_low') }} as capabilities_index_ci_low,
        {{ parse_number('capabilities_index_ci_high') }} as capabilities_index_ci_high

    from models

)

select * from capabilities
