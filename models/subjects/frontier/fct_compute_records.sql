with

records as (select * from {{ ref('int_frontier__compute_records') }}),

countries as (

    select
        snapshot_date,
        ai_model_id,
        string_agg(country_code, ', ' order by country_code) as country_codes

    from {{ ref('bridge_ai_models__countries') }}
    group by snapshot_date, ai_model_id

),

organizations as (

    select
        snapshot_date,
        ai_model_id,
        string_agg(organization_name, ', ' order by organization_name)
            as organization_names

    from {{ ref('bridge_ai_models__organizations') }}
    group by snapshot_date, ai_model_id

),

compute_records as (

    select
        records.snapshot_date,
        records.ai_model_id,
        records.ai_model_name,
        records.publication_date,
        records.organization_type,
        organizations.organization_names,
        countries.country_codes,
        records.is_notable,
        records.confidence,
        records.training_compute_flop,
        records.previous_record_flop,
        records.factor_over_previous,
        records.next_record_date,
        records.is_standing,
        records.days_held,
        records.n_near_records

    from records
    left join organizations using (snapshot_date, ai_model_id)
    left join countries using (snapshot_date, ai_model_id)

)

select * from compute_records
