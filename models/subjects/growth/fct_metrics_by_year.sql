with

cohorts as (select * from {{ ref('int_ai_models__cohorts') }}),

metrics as (select * from {{ ref('dim_metrics') }}),

metric_values as (

    select * from {{ ref('int_ai_models__metric_values') }}
    union all
    select
        snapshot_date,
        ai_model_id,
        metric,
        metric_value

    from {{ ref('int_costs__estimated_training_costs') }}
    where metric_value is not null

),

sizes as (

    select
        snapshot_date,
        population,
        calendar_year,
        grouping_name,
        group_name,
        cast(count(*) as integer) as n_ai_models

    from cohorts
    group by all

),

summaries as (

    select
        cohorts.snapshot_date,
        cohorts.population,
        cohorts.calendar_year,
        cohorts.grouping_name,
        cohorts.group_name,
        metric_values.metric,
        cast(count(*) as integer) as n_obs,
        min(metric_values.metric_value) as metric_min,
        -- each quantile asked for by itself would keep its own copy of all values
        quantile_cont(metric_values.metric_value, [0.25, 0.5, 0.75]) as quartiles,
        max(metric_values.metric_value) as metric_max,
        sum(metric_values.metric_value) as metric_sum

    from cohorts
    inner join metric_values using (snapshot_date, ai_model_id)
    group by all

),

year_totals as (

    select
        snapshot_date,
        population,
        calendar_year,
        metric,
        metric_sum as year_total

    from summaries
    where grouping_name = 'none'

),

-- a metric of which a group's year knows no value has no row
metrics_by_year as (

    select
        sizes.snapshot_date,
        sizes.population,
        sizes.calendar_year,
        sizes.grouping_name,
        sizes.group_name,
        metrics.metric,
        metrics.unit as metric_unit,
        sizes.n_ai_models,
        summaries.n_obs,
        summaries.n_obs / sizes.n_ai_models as coverage_share,
        summaries.metric_min,
        summaries.quartiles[1] as metric_quartile_1,
        summaries.quartiles[2] as metric_median,
        summaries.quartiles[3] as metric_quartile_3,
        summaries.metric_max,
        case when metrics.is_additive then summaries.metric_sum end as metric_total,
        case
            when metrics.is_additive
                then {{ ratio('summaries.metric_sum', 'year_totals.year_total') }}
        end as share_of_year_total

    from summaries
    inner join metrics using (metric)
    inner join sizes
        using (snapshot_date, population, calendar_year, grouping_name, group_name)
    left join year_totals using (snapshot_date, population, calendar_year, metric)

)

select * from metrics_by_year
