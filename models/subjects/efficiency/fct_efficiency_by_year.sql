with

cohorts as (select * from {{ ref('int_efficiency__cohorts') }}),

metric_values as (
    select * from {{ ref('int_ai_models__metric_values') }}
    where
        metric in (
            'cost_per_flop_usd_2023',
            'cost_per_parameter_usd_2023',
            'compute_per_usd_2023_flop',
            'compute_per_watt_flop',
            'compute_per_joule_flop'
        )
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
        quantile_cont(metric_values.metric_value, [0.25, 0.5, 0.75]) as quartiles,
        max(metric_values.metric_value) as metric_max

    from cohorts
    inner join metric_values using (snapshot_date, ai_model_id)
    group by all

),

-- a metric of which a group's year knows no value has no row
efficiency_by_year as (

    select
        sizes.*,
        summaries.metric,
        summaries.n_obs,
        summaries.n_obs / sizes.n_ai_models as coverage_share,
        summaries.metric_min,
        summaries.quartiles[1] as metric_quartile_1,
        summaries.quartiles[2] as metric_median,
        summaries.quartiles[3] as metric_quartile_3,
        summaries.metric_max

    from sizes
    inner join summaries
        using (snapshot_date, population, calendar_year, grouping_name, group_name)

)

select * from efficiency_by_year
