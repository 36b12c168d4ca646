-- Does training compute still double every 3.4 months on OpenAI's own points, once
-- the compute that each snapshot records replaces theirs?
with

series_trends as (
    select * from {{ ref('fct_series_trends') }}
    where specification like 'openai_2018%'
),

points as (select * from {{ ref('fct_openai_point_comparisons') }}),

spans as (

    select
        snapshot_date,
        count(difference_oom) as n_matched,
        median(abs(difference_oom)) as median_difference_oom,
        max_by(point_name, abs(difference_oom)) as point_most_different,
        max(abs(difference_oom)) as max_difference_oom,
        max(openai_factor_since_first) as openai_factor_since_first,
        max(factor_since_first) as factor_since_first

    from points
    group by snapshot_date

),

compared as (

    select
        series_trends.specification,
        series_trends.snapshot_date,
        series_trends.n_obs,
        series_trends.doubling_months,
        series_trends.doubling_months_ci_low,
        series_trends.doubling_months_ci_high,
        spans.n_matched,
        spans.median_difference_oom,
        spans.point_most_different,
        spans.max_difference_oom,
        spans.openai_factor_since_first,
        spans.factor_since_first

    from series_trends
    inner join spans
        on series_trends.snapshot_date = spans.snapshot_date

)

select * from compared
order by specification, snapshot_date
