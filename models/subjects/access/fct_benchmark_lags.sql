with

levels as (select * from {{ ref('fct_benchmark_levels') }}),

normal_quantiles as (select * from {{ ref('normal_quantiles') }}),

specifications as (select * from {{ ref('benchmark_lag_specifications') }}),

-- below the first closed record nobody knows when closed models came there
drawn as (

    select
        *,
        score > min(score) filter (where closed_model_version is not null) over (
            partition by specification, snapshot_date, benchmark
        ) as has_both_lines

    from levels

),

lag_counts as (

    select
        drawn.specification,
        drawn.snapshot_date,
        specifications.question,
        specifications.benchmarks,
        specifications.starts_on,
        specifications.ends_before,
        specifications.ci_level,
        specifications.source_url,
        normal_quantiles.normal_quantile,
        count(drawn.closed_model_version) as n_closed,
        list(drawn.lag_months order by drawn.lag_months) filter (
            where
            drawn.closed_model_version is not null and drawn.lag_months is not null
        ) as sorted_lags,
        sum(drawn.lag_months * drawn.score_step) filter (where drawn.has_both_lines)
        / sum(drawn.score_step) filter (
            where drawn.has_both_lines and drawn.lag_months is not null
        ) as score_weighted_lag_months

    from drawn
    inner join specifications
        on
            drawn.specification = specifications.specification
            and drawn.closed_date >= coalesce(
                specifications.starts_on, date '0001-01-01'
            )
    inner join normal_quantiles
        on specifications.ci_level = normal_quantiles.ci_level
    group by all

),

-- ranks between which the median lies, whatever the distribution
ranked_lags as (

    select
        *,
        coalesce(len(sorted_lags), 0) as n_obs,
        list_avg(sorted_lags) as lag_months_mean,
        list_stddev_samp(sorted_lags) / sqrt(len(sorted_lags)) as lag_months_mean_se,
        cast(floor((n_obs - normal_quantile * sqrt(n_obs)) / 2) as integer)
            as rank_low,
        cast(ceil((n_obs + normal_quantile * sqrt(n_obs)) / 2) + 1 as integer)
            as rank_high

    from lag_counts

),

benchmark_lags as (

    select
        specification,
        snapshot_date,
        question,
        benchmarks,
        starts_on,
        ends_before,
        case when n_obs > 0 then 'estimated' else 'not_estimable' end as status,
        case when n_obs = 0 then 'no closed record has been reached' end
            as status_reason,
        cast(n_obs as integer) as n_obs,
        cast(n_closed as integer) as n_closed,
        lag_months_mean,
        lag_months_mean - normal_quantile * lag_months_mean_se
            as lag_months_mean_ci_low,
        lag_months_mean + normal_quantile * lag_months_mean_se
            as lag_months_mean_ci_high,
        list_median(sorted_lags) as lag_months_median,
        case when rank_low >= 1 then sorted_lags[rank_low] end
            as lag_months_median_ci_low,
        case when rank_high <= n_obs then sorted_lags[rank_high] end
            as lag_months_median_ci_high,
        list_aggregate(sorted_lags, 'quantile_cont', 0.05) as lag_months_p05,
        list_aggregate(sorted_lags, 'quantile_cont', 0.95) as lag_months_p95,
        score_weighted_lag_months,
        ci_level,
        'dates of the same score; normal interval of the mean, ranks of the median'
            as method,
        source_url

    from ranked_lags

)

select * from benchmark_lags
