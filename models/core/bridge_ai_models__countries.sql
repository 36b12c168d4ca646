with

terms as (
    select * from {{ ref('int_ai_models__terms') }}
    where field = 'country'
),

ids as (
    select * from {{ ref('int_ai_models__identified') }}
    where is_primary_record
),

countries as (select * from {{ ref('countries') }}),

countries_of_models as (

    select distinct
        ids.snapshot_date,
        ids.ai_model_id,
        countries.country_code,
        countries.country_name,
        countries.is_country

    from terms
    inner join ids
        on terms.record_id = ids.record_id
    inner join countries
        on terms.term = countries.country_code

)

select * from countries_of_models
