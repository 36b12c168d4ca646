with

fits as (select * from {{ ref('fit_forecasts__backtests') }}),

specifications as (select * from {{ ref('forecast_specifications') }}),

forecast_scores as (

    select
        fits.forecast_specification,
        cast(fits.snapshot_date as date) as snapshot_date,
        cast(fits.origin_date as date) as origin_date,
        specifications.horizon_years,
        fits.method_name,
        fits.origin_kind,
        fits.snapshot_date = max(fits.snapshot_date) over () as is_newest_snapshot,
        specifications.specification,
        fits.status,
        cast(fits.status_reason as varchar) as status_reason,
        cast(fits.n_obs as integer) as n_obs,
        cast(fits.n_scored as integer) as n_scored,
        fits.pinball_loss_oom,
        fits.scored_coverage_share,
        fits.nominal_coverage_share,
        fits.mean_error_oom,
        cast(fits.skill as double) as skill_share,
        case
            when fits.method_name = 'trend' then 'OLS of log10 on time; Student t'
            when specifications.benchmark = 'random_walk'
                then 'Random walk with drift; Student t'
            else 'Latest models without growth; Student t'
        end as method

    from fits
    inner join specifications
        on
            fits.forecast_specification = specifications.forecast_specification
            and fits.horizon_years = specifications.horizon_years

)

select * from forecast_scores
