with

ids as (
    select * from {{ ref('int_ai_models__identified') }}
    where is_first_record
),

published_records as (
    select * from {{ ref('stg_epoch_ai__ai_model_records') }}
    where publication_date is not null
),

records as (

    select
        ids.snapshot_date,
        ids.ai_model_id,
        published_records.publication_date,
        published_records.organizations

    from published_records
    inner join ids
        on published_records.record_id = ids.record_id

),

electricity_prices as (select * from {{ ref('electricity_prices') }}),

data_centers as (select * from {{ ref('power_usage_effectiveness') }}),

-- the first pattern that fits
matched_runs as (

    select
        published.organizations,
        data_centers.power_usage_effectiveness

    from (select distinct organizations from records) as published
    inner join data_centers
        on regexp_matches(
            coalesce(published.organizations, 'unknown'),
            data_centers.organization_pattern,
            'i'
        )
    qualify row_number() over (
        partition by published.organizations
        order by data_centers.effectiveness_rank
    ) = 1

),

-- the price of the nearest year, of two the earlier
priced_runs as (

    select
        published.publication_date,
        electricity_prices.usd_per_kwh

    from (select distinct publication_date from records) as published
    cross join electricity_prices
    qualify row_number() over (
        partition by published.publication_date
        order by
            abs(electricity_prices.calendar_year - year(published.publication_date)),
            electricity_prices.calendar_year
    ) = 1

),

prices_of_runs as (

    select
        records.snapshot_date,
        records.ai_model_id,
        matched_runs.power_usage_effectiveness,
        priced_runs.usd_per_kwh

    from records
    inner join matched_runs
        on records.organizations is not distinct from matched_runs.organizations
    inner join priced_runs
        on records.publication_date = priced_runs.publication_date

)

select * from prices_of_runs
