-- Halving the price, or the chip-hours, halves the estimate.
with

training_costs as (
    select * from {{ ref('fct_training_costs') }}
    where cost_method in ('cloud_estimate', 'cloud_committed_estimate')
)

select *
from training_costs
where
    abs(training_cost / 2 - chip_hours * (usd_per_chip_hour / 2)) > 1e-9 * training_cost
    or abs(training_cost / 2 - (chip_hours / 2) * usd_per_chip_hour)
    > 1e-9 * training_cost
