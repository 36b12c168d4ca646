-- How much compute does a joule of training give on each generation of chips?
-- The median per year, with the share of models for which it is known.
with

efficiency as (
    select * from {{ ref('fct_efficiency_by_year') }}
    where
        metric = 'compute_per_joule_flop'
        and grouping_name = 'hardware_generation'
        and population = 'all'
),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models' and scope = 'all'
    qualify snapshot_date = max(snapshot_date) over ()
),

newest as (

    select
        efficiency.group_name as hardware_generation,
        efficiency.calendar_year,
        efficiency.n_obs,
        efficiency.coverage_share,
        efficiency.metric_quartile_1,
        efficiency.metric_median,
        efficiency.metric_quartile_3

    from efficiency
    inner join snapshots
        on efficiency.snapshot_date = snapshots.snapshot_date

)

select * from newest
order by hardware_generation, calendar_year
