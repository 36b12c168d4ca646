with

thresholds as (select * from {{ ref('int_forecasts__thresholds') }}),

snapshots as (select * from {{ ref('int_forecasts__samples') }}),

fits as (select * from {{ ref('fit_forecasts__exceedance') }}),

-- how often past intervals of the method held, all horizons and origins together
backtests as (

    select
        forecast_specification,
        method_name,
        cast(sum(n_scored) as integer) as n_backtest_scored,
        sum(n_scored * scored_coverage_share) / sum(n_scored) as backtest_coverage_share

    from (
        select * from {{ ref('fit_forecasts__backtests') }}
        qualify snapshot_date = max(snapshot_date) over ()
    ) as newest
    where status = 'estimated' and origin_kind = 'past_date'
    group by forecast_specification, method_name

),

threshold_exceedance as (

    select
        thresholds.forecast_specification,
        cast(fits.snapshot_date as date) as snapshot_date,
        thresholds.threshold_flop,
        thresholds.calendar_year,
        fits.method_name,
        thresholds.specification,
        fits.status,
        cast(fits.status_reason as varchar) as status_reason,
        cast(fits.n_obs as integer) as n_obs,
        snapshots.largest_oom > thresholds.threshold_oom as is_exceeded_already,
        case
            when fits.status != 'estimated' then null
            -- what has happened stays so
            when snapshots.largest_oom > thresholds.threshold_oom then 1.0
            else fits.exceedance_probability
        end as exceedance_probability,
        fits.forecast_oom,
        fits.forecast_oom_ci_low,
        fits.forecast_oom_ci_high,
        thresholds.quantile_levels[-1] - thresholds.quantile_levels[1] as ci_level,
        backtests.backtest_coverage_share,
        backtests.n_backtest_scored,
        case
            when fits.method_name = 'trend' then 'OLS of log10 on time; Student t'
            else 'Random walk with drift; Student t'
        end as method,
        thresholds.source_url

    from thresholds
    inner join fits
        on
            thresholds.forecast_specification = fits.forecast_specification
            and thresholds.calendar_year = fits.calendar_year
            and thresholds.threshold_oom = fits.threshold_oom
    inner join snapshots
        on
            fits.forecast_specification = snapshots.forecast_specification
            and fits.snapshot_date = snapshots.snapshot_date
    left join backtests
        on
            fits.forecast_specification = backtests.forecast_specification
            and fits.method_name = backtests.method_name

)

select * from threshold_exceedance
