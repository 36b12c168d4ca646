with

training_runs as (select * from {{ ref('stg_touvron_2023__training_runs') }}),

recorded_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

offers as (
    select * from {{ ref('dim_chip_offers') }}
    where chip_offer = 'aws_three_year'
),

snapshots as (

    select distinct snapshot_date
    from recorded_runs

),

-- size and chip-hours as the papers state them; compute as each snapshot records it,
-- since six times parameters and tokens would only restate the two
measured_scales as (

    select
        snapshots.snapshot_date,
        training_runs.ai_model_id,
        training_runs.parameters,
        training_runs.training_chip_hours * offers.usd_per_chip_hour
            as training_cost_usd,
        recorded_runs.training_compute_flop

    from training_runs
    cross join snapshots
    cross join offers
    left join recorded_runs
        on
            training_runs.ai_model_id = recorded_runs.ai_model_id
            and snapshots.snapshot_date = recorded_runs.snapshot_date

),

scales as (

    select
        snapshot_date,
        ai_model_id,
        unnest([
            'parameters', 'training_cost_usd', 'training_compute_flop'
        ]) as covariate,
        unnest([
            parameters, training_cost_usd, training_compute_flop
        ]) as scale_value

    from measured_scales

)

select * from scales
