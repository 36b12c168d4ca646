-- How much larger were well-known models than the compute-optimal size of their budget,
-- and what did their training cost on rented A100 and by the published estimate?
with

worked as (select * from {{ ref('fct_worked_training_costs') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where is_newest
)

select
    worked.ai_model_name,
    worked.training_compute_flop,
    worked.parameters,
    worked.compute_optimal_parameters,
    worked.parameters / worked.compute_optimal_parameters as size_over_optimal,
    worked.old_trend_parameters,
    min(worked.training_cost_usd) as least_training_cost_usd,
    max(worked.training_cost_usd) as greatest_training_cost_usd,
    worked.training_cost_usd_2023

from worked
inner join snapshots
    on worked.snapshot_date = snapshots.snapshot_date
group by all
order by worked.training_compute_flop
