-- Organisation type and access tier put each AI model in exactly one group, so
-- their observations and totals must add up to those of the year; a group that knows
-- no value has no row, and its models are missing from the count. Task domain and
-- country count a model in each of its groups, so they may exceed the year.
with

scaling_by_year as (select * from {{ ref('fct_metrics_by_year') }}),

years as (

    select * from scaling_by_year
    where grouping_name = 'none'

),

groups as (

    select
        snapshot_date,
        population,
        calendar_year,
        metric,
        grouping_name,
        sum(n_ai_models) as n_ai_models,
        sum(n_obs) as n_obs,
        sum(metric_total) as metric_total

    from scaling_by_year
    where grouping_name in ('organization_type', 'access_tier')
    group by all

)

select
    groups.*,
    years.n_ai_models as n_ai_models_of_year,
    years.metric_total as metric_total_of_year

from groups
inner join years using (snapshot_date, population, calendar_year, metric)
where
    groups.n_ai_models > years.n_ai_models
    or groups.n_obs != years.n_obs
    -- sums of the same values in another order
    or abs(groups.metric_total - years.metric_total) > 1e-9 * years.metric_total
