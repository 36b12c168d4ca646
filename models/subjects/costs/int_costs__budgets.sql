with

inputs as (

    select * from {{ ref('int_costs__inputs') }}

),

offers as (

    select * from {{ ref('dim_chip_offers') }}

),

laws as (

    select * from {{ ref('fit_costs__compute_optimal_laws') }}
    where budget_unit = 'flop'

),

spent as (

    select
        offers.chip_offer,
        offers.usd_per_chip_hour,
        offers.achieved_flop_per_s,
        offers.memory_bandwidth_byte_per_s,
        inputs.value_of['leading_edge_budget'] as budget_usd,
        {{ chip_hours_of_usd(
            "inputs.value_of['leading_edge_budget']", 'offers.usd_per_chip_hour'
        ) }} as chip_hours

    from offers
    cross join inputs

),

computed as (

    select
        *,
        {{ flop_of_chip_hours('chip_hours', 'achieved_flop_per_s') }}
            as training_flop

    from spent

),

sized as (

    select
        computed.*,
        {{ power_law('laws.intercept', 'laws.exponent', 'computed.training_flop') }}
            as optimal_parameters

    from computed
    cross join laws

)

select * from sized
