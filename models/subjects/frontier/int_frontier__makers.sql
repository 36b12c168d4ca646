with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

organizations as (

    select
        snapshot_date,
        ai_model_id,
        list(organization_name order by organization_name) as organization_names

    from {{ ref('bridge_ai_models__organizations') }}
    group by snapshot_date, ai_model_id

),

countries as (

    select
        snapshot_date,
        ai_model_id,
        list(country_code order by country_code) as country_codes

    from {{ ref('bridge_ai_models__countries') }}
    where is_country
    group by snapshot_date, ai_model_id

),

makers as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.ai_model_name,
        training_runs.publication_year,
        training_runs.training_compute_flop,
        training_runs.training_compute_basis,
        training_runs.organization_type,
        coalesce(organizations.organization_names, []) as organization_names,
        coalesce(countries.country_codes, []) as country_codes,
        training_runs.link

    from training_runs
    left join organizations using (snapshot_date, ai_model_id)
    left join countries using (snapshot_date, ai_model_id)

)

select * from makers
