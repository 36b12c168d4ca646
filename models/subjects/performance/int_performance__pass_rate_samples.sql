with

pass_rates as (select * from {{ ref('stg_lohn_2023__pass_rates') }}),

targets as (
    select * from {{ ref('int_performance__targets') }}
    where benchmark like 'HumanEval%'
),

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

-- the brief's form: -ln(pass rate) = amplitude x cost^-exponent + floor
transformed_rates as (

    select
        cast(count(*) as integer) as n_models,
        list(training_cost_usd order by training_cost_usd) as scale_values,
        list(-ln(score_share_high) order by training_cost_usd) as log_loss_low,
        list(-ln(score_share_low) order by training_cost_usd) as log_loss_high

    from pass_rates

),

goals as (

    select
        benchmark,
        list(target_name order by target_name) as target_names,
        list(target_score_share order by target_name) as target_score_shares,
        list(-ln(target_score_share) order by target_name) as target_log_losses

    from targets
    group by benchmark

)

select
    goals.benchmark,
    'training_cost_usd' as covariate,
    transformed_rates.n_models,
    transformed_rates.scale_values,
    transformed_rates.log_loss_low,
    transformed_rates.log_loss_high,
    inputs.value_of['leading_edge_budget'] as largest_scale,
    pass_rates.score_share as score_share_of_largest,
    goals.target_names,
    goals.target_score_shares,
    goals.target_log_losses

from transformed_rates
cross join goals
cross join inputs
inner join pass_rates
    on inputs.value_of['leading_edge_budget'] = pass_rates.training_cost_usd
