-- How much faster than the top supercomputer does the largest training run grow,
-- since 2010, on each snapshot?
with

series_trends as (select * from {{ ref('fct_series_trends') }}),

compared as (

    select
        snapshot_date,
        specification,
        n_obs,
        growth_factor_per_year,
        growth_factor_per_year_ci_low,
        growth_factor_per_year_ci_high,
        doubling_months

    from series_trends
    where
        specification in (
            'supercomputers__from_2010',
            'supercomputer_days__frontier',
            'supercomputer_days__records'
        )

)

select * from compared
order by specification, snapshot_date
