-- Which of an analyst's choices moves the doubling time of training compute and of
-- model size most, on the newest snapshot?
with

sensitivity as (select * from {{ ref('fct_specification_sensitivity') }}),

newest as (

    select max(snapshot_date) as snapshot_date
    from sensitivity

),

spread as (

    select
        sensitivity.metric,
        sensitivity.dimension,
        cast(count(*) as integer) as n_options,
        min(sensitivity.doubling_median_months) as least_median_months,
        max(sensitivity.doubling_median_months) as greatest_median_months,
        max(sensitivity.doubling_median_months)
        - min(sensitivity.doubling_median_months) as spread_months,
        min(sensitivity.within_headline_interval_share)
            as least_within_headline_share,
        max(sensitivity.within_headline_interval_share)
            as greatest_within_headline_share

    from sensitivity
    inner join newest
        on sensitivity.snapshot_date = newest.snapshot_date
    group by sensitivity.metric, sensitivity.dimension

)

select * from spread
order by metric desc, spread_months desc
