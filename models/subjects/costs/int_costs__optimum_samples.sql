with

optima as (select * from {{ ref('stg_hoffmann_2022__compute_optimal_models') }}),

offers as (select * from {{ ref('dim_chip_offers') }}),

in_flop as (

    select
        'flop' as budget_unit,
        'none' as chip_offer,
        record_number,
        log10(training_flop) as log10_budget,
        log10(parameters) as log10_parameters

    from optima

),

in_usd as (

    select
        'usd' as budget_unit,
        offers.chip_offer,
        optima.record_number,
        log10({{ usd_of_flop(
            'optima.training_flop',
            'offers.achieved_flop_per_s',
            'offers.usd_per_chip_hour'
        ) }}) as log10_budget,
        log10(optima.parameters) as log10_parameters

    from optima
    cross join offers

),

optimum_samples as (

    select * from in_flop
    union all
    select * from in_usd

)

select * from optimum_samples
