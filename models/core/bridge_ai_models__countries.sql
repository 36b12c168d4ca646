with

countries as (

    select * from {{ ref('int_ai_models__countries') }}

)

select
    snapshot_date,
    ai_model_id,
    country_code,
    country_name,
    is_country

from countries
