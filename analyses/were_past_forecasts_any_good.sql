-- Were forecasts made from past dates and past snapshots any good, by horizon?
-- Coverage should be near 0.9, skill above 0, the mean error near 0.
with

scores as (
    select * from {{ ref('fct_forecast_scores') }}
    where status = 'estimated' and (is_newest_snapshot or origin_kind = 'snapshot')
),

pooled as (

    select
        forecast_specification,
        origin_kind,
        horizon_years,
        method_name,
        cast(count(*) as integer) as n_origins,
        cast(sum(n_scored) as integer) as n_scored,
        sum(n_scored * pinball_loss_oom) / sum(n_scored) as pinball_loss_oom,
        sum(n_scored * scored_coverage_share) / sum(n_scored)
            as scored_coverage_share,
        sum(n_scored * mean_error_oom) / sum(n_scored) as mean_error_oom

    from scores
    group by forecast_specification, origin_kind, horizon_years, method_name

),

compared as (

    select
        trends.*,
        1 - trends.pinball_loss_oom / benchmarks.pinball_loss_oom as skill_share

    from pooled as trends
    inner join pooled as benchmarks
        on
            trends.forecast_specification = benchmarks.forecast_specification
            and trends.origin_kind = benchmarks.origin_kind
            and trends.horizon_years = benchmarks.horizon_years
    where trends.method_name = 'trend' and benchmarks.method_name = 'naive'

)

select * from compared
order by forecast_specification, origin_kind, horizon_years
