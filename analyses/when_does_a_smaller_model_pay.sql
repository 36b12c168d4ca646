-- From how many tokens served is a smaller model, trained longer to the same loss,
-- cheaper over its life, if arithmetic or if memory bandwidth is the limit?
with

lifetimes as (
    select * from {{ ref('fct_lifetime_costs') }}
    where parameter_share < 1
)

select distinct
    optimal_training_flop,
    parameter_share,
    parameters,
    training_tokens,
    training_flop / optimal_training_flop - 1 as extra_training_share,
    compute_bound_break_even_tokens,
    bandwidth_bound_break_even_tokens

from lifetimes
where chip_offer = 'aws_three_year'
order by optimal_training_flop asc, parameter_share desc
