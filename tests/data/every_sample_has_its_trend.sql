-- A group that the fit skipped, or a sample that changed after it, would leave a trend
-- with a wrong n and no sign of it.
with

samples as (

    select * from {{ ref('int_trends__samples') }}
    union all
    select * from {{ ref('int_trends__estimated_cost_samples') }}

),

trends as (select * from {{ ref('fct_growth_trends') }}),

counted as (

    select
        specification,
        snapshot_date,
        group_name,
        count(*) as n_models

    from samples
    group by specification, snapshot_date, group_name

),

-- a specification that no model meets has a trend with an n of zero
differing as (

    select
        specification,
        snapshot_date,
        group_name,
        counted.n_models,
        trends.n_obs

    from counted
    full join trends using (specification, snapshot_date, group_name)
    where coalesce(counted.n_models, 0) is distinct from trends.n_obs

)

select * from differing
