with

terms as (

    select * from {{ ref('int_ai_models__terms') }}
    where field = 'country'

),

identified as (

    select * from {{ ref('int_ai_models__identified') }}
    where is_primary_record

),

countries as (

    select * from {{ ref('countries') }}

),

countries_of_models as (

    select distinct
        identified.snapshot_date,
        identified.ai_model_id,
        countries.country_code,
        countries.country_name,
        countries.is_country

    from terms
    inner join identified
        on terms.record_id = identified.record_id
    inner join countries
        on terms.term = countries.country_code

)

select * from countries_of_models
