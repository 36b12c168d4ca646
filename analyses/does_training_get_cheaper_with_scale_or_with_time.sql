-- Does a FLOP cost less in larger training runs, or only in later ones? The elasticity
-- on compute without the date, with it, and where cost and compute were derived
-- separately.
with

elasticities as (select * from {{ ref('fct_scale_elasticities') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models' and scope = 'all'
    qualify snapshot_date = max(snapshot_date) over ()
),

newest as (

    select
        elasticities.specification,
        elasticities.n_obs,
        elasticities.built_in_share,
        elasticities.elasticity,
        elasticities.elasticity_ci_low,
        elasticities.elasticity_ci_high,
        elasticities.slope_oom_per_year,
        elasticities.slope_oom_per_year_ci_low,
        elasticities.slope_oom_per_year_ci_high,
        elasticities.curvature,
        elasticities.curvature_ci_low,
        elasticities.curvature_ci_high

    from elasticities
    inner join snapshots
        on elasticities.snapshot_date = snapshots.snapshot_date
    where elasticities.metric = 'cost_per_flop_usd_2023'

)

select * from newest
order by specification
