with

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

offers as (select * from {{ ref('dim_chip_offers') }}),

laws as (select * from {{ ref('fct_compute_optimal_laws') }}),

optima as (select * from {{ ref('stg_hoffmann_2022__compute_optimal_models') }}),

spent as (

    select
        offers.chip_offer,
        {{ chip_hours_of_usd(
            "inputs.value_of['leading_edge_budget']", 'offers.usd_per_chip_hour'
        ) }} as chip_hours,
        {{ flop_of_chip_hours('chip_hours', 'offers.achieved_flop_per_s') }}
            as training_flop

    from offers
    cross join inputs

),

budgets as (

    select
        spent.*,
        {{ power_law(
            'laws.log10_parameters_intercept', 'laws.exponent', 'spent.training_flop'
        ) }} as optimal_parameters

    from spent
    cross join laws
    where laws.budget_unit = 'flop'

),

-- which figure of the brief is which of ours
cost_figures as (

    select
        'D01a' as claim,
        log10_parameters_intercept as recomputed_value
    from laws
    where budget_unit = 'usd' and chip_offer = 'aws_three_year'
    union all
    select
        'D01b' as claim,
        exponent as recomputed_value
    from laws
    where budget_unit = 'usd' and chip_offer = 'aws_three_year'
    union all
    select
        case chip_offer when 'aws_on_demand' then 'D04a' else 'D04b' end as claim,
        chip_hours as recomputed_value
    from budgets
    where chip_offer like 'aws_%'
    union all
    select
        case chip_offer when 'aws_on_demand' then 'D05a' else 'D05b' end as claim,
        training_flop as recomputed_value
    from budgets
    where chip_offer like 'aws_%'
    union all
    select
        case chip_offer
            when 'aws_on_demand' then 'D06a'
            when 'aws_three_year' then 'D06b'
            when 'azure_on_demand' then 'D07a'
            when 'azure_three_year' then 'D07b'
        end as claim,
        optimal_parameters as recomputed_value
    from budgets
    where chip_offer like 'aws_%' or chip_offer like 'azure_%'
    union all
    select
        'D08' as claim,
        {{ usd_of_flop(
            'optima.training_flop',
            'offers.achieved_flop_per_s',
            'offers.usd_per_chip_hour'
        ) }} as recomputed_value
    from optima
    cross join offers
    where optima.parameters = 1e12 and offers.chip_offer = 'aws_on_demand'
    union all
    select
        'D09' as claim,
        inputs.value_of['megatron_1t_chips'] * inputs.value_of['megatron_1t_days'] * 24
        * offers.usd_per_chip_hour as recomputed_value
    from inputs
    cross join offers
    where offers.chip_offer = 'aws_on_demand'
    union all
    select
        'D10' as claim,
        inputs.value_of['megatron_gpt3_chips'] * inputs.value_of['megatron_gpt3_days']
        * 24 * offers.usd_per_chip_hour as recomputed_value
    from inputs
    cross join offers
    where offers.chip_offer = 'aws_on_demand'

)

select * from cost_figures
