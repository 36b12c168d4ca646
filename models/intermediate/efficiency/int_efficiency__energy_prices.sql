with

training_runs as (

    select * from {{ ref('int_models__training_runs') }}
    where publication_date is not null

),

electricity_prices as (

    select * from {{ ref('electricity_prices') }}

),

data_centers as (

    select * from {{ ref('power_usage_effectiveness') }}

),

-- the first pattern that fits; the price of the nearest year, of two the earlier
chosen as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        data_centers.power_usage_effectiveness,
        electricity_prices.usd_per_kwh

    from training_runs
    inner join data_centers
        on regexp_matches(
            coalesce(training_runs.organizations, 'unknown'),
            data_centers.organization_pattern,
            'i'
        )
    cross join electricity_prices
    qualify row_number() over (
        partition by training_runs.snapshot_date, training_runs.ai_model_id
        order by
            data_centers.effectiveness_rank,
            abs(
                electricity_prices.calendar_year - year(training_runs.publication_date)
            ),
            electricity_prices.calendar_year
    ) = 1

)

select * from chosen
