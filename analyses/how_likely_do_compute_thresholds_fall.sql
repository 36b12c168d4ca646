-- How likely does the record training run exceed 1e27 and 1e28 FLOP by the end of
-- each year, by two methods, and how often did their past intervals hold?
with

exceedance as (select * from {{ ref('fct_threshold_exceedance') }}),

newest as (

    select max(snapshot_date) as snapshot_date
    from exceedance

),

compared as (

    select
        exceedance.threshold_flop,
        exceedance.calendar_year,
        max(exceedance.exceedance_probability) filter (
            where exceedance.method_name = 'trend'
        ) as trend_probability,
        max(exceedance.exceedance_probability) filter (
            where exceedance.method_name = 'naive'
        ) as naive_probability,
        max(exceedance.backtest_coverage_share) filter (
            where exceedance.method_name = 'trend'
        ) as trend_coverage_share,
        max(exceedance.backtest_coverage_share) filter (
            where exceedance.method_name = 'naive'
        ) as naive_coverage_share,
        max(exceedance.n_obs) as n_obs

    from exceedance
    inner join newest
        on exceedance.snapshot_date = newest.snapshot_date
    where exceedance.forecast_specification = 'compute_records'
    group by exceedance.threshold_flop, exceedance.calendar_year

)

select * from compared
order by threshold_flop, calendar_year
