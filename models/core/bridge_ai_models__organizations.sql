with

organizations as (

    select * from {{ ref('int_ai_models__organizations') }}

)

select
    snapshot_date,
    ai_model_id,
    organization_name

from organizations
