with

terms as (

    select * from {{ ref('int_ai_models__terms') }}
    where is_primary_record and field = 'country'

),

countries as (

    select * from {{ ref('countries') }}

),

named as (

    select distinct
        terms.snapshot_date,
        terms.ai_model_id,
        countries.country_code,
        countries.country_name,
        countries.is_country

    from terms
    inner join countries
        on terms.term = countries.country_code

)

select * from named
