with

worked_models as (

    select training_runs.*

    from {{ ref('int_ai_models__training_runs') }} as training_runs
    semi join {{ ref('worked_models') }} using (ai_model_id)
    where training_runs.training_compute_flop is not null

),

offers as (select * from {{ ref('dim_chip_offers') }}),

laws as (
    select * from {{ ref('fit_costs__compute_optimal_laws') }}
    where budget_unit = 'flop'
),

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

worked_training_costs as (

    select
        worked_models.snapshot_date,
        worked_models.ai_model_id,
        worked_models.ai_model_name,
        offers.chip_offer,
        offers.usd_per_chip_hour,
        worked_models.training_compute_flop,
        worked_models.parameters,
        {{ chip_hours_of_flop(
            'worked_models.training_compute_flop', 'offers.achieved_flop_per_s'
        ) }} as chip_hours,
        {{ usd_of_flop(
            'worked_models.training_compute_flop',
            'offers.achieved_flop_per_s',
            'offers.usd_per_chip_hour'
        ) }} as training_cost_usd,
        {{ power_law(
            'laws.intercept', 'laws.exponent', 'worked_models.training_compute_flop'
        ) }} as compute_optimal_parameters,
        inputs.value_of['kaplan_parameters_per_pfs_day'] * power(
            worked_models.training_compute_flop / inputs.value_of['flop_per_pfs_day'],
            inputs.value_of['kaplan_exponent']
        ) as old_trend_parameters,
        worked_models.training_cost_usd_2023

    from worked_models
    cross join offers
    cross join laws
    cross join inputs

)

select * from worked_training_costs
