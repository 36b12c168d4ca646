with

inputs as (

    select * from {{ ref('int_costs__inputs') }}

),

-- the line through all of OpenAI's points, fitted once, for the eras
trends as (

    select * from {{ ref('fit_growth__series') }}
    where specification = 'openai_2018__points'
    qualify snapshot_date = max(snapshot_date) over ()

),

prices as (

    select
        {{ usd_of_flop(
            "value_of['flop_per_pfs_day']",
            "value_of['tpu_v3_board_rate']",
            "value_of['tpu_v3_board_price']"
        ) }} as usd_per_pfs_day,
        value_of['flop_per_pfs_day'] as flop_per_pfs_day,
        log10(2) * 12 / value_of['openai_doubling_months'] as compute_oom_per_year,
        log10(2) / value_of['compute_price_halving_years'] as price_oom_per_year,
        log10(1 + value_of['gdp_growth']) as gdp_oom_per_year,
        value_of['price_year_of_pfs_day'] as price_year,
        value_of['gdp_year'] as gdp_year,
        value_of['us_gdp'] as gdp_usd,
        value_of['crossing_counted_from'] as counted_from_year,
        value_of['trend_cost_2023'] as trend_cost_usd,
        value_of['trend_cost_years'] as trend_cost_years,
        value_of['trend_cost_growth'] as trend_cost_growth

    from inputs

),

-- log10 of cost and of GDP in the year zero of the count, and how fast they near
lines as (

    select
        prices.*,
        trends.level_oom_at_mean_year
        + (prices.counted_from_year - trends.mean_year) * prices.compute_oom_per_year
        + log10(prices.usd_per_pfs_day / prices.flop_per_pfs_day)
        + (prices.price_year - prices.counted_from_year) * prices.price_oom_per_year
            as cost_oom,
        log10(prices.gdp_usd)
        - (prices.gdp_year - prices.counted_from_year) * prices.gdp_oom_per_year
            as gdp_oom,
        prices.compute_oom_per_year - prices.price_oom_per_year
        - prices.gdp_oom_per_year as nearing_oom_per_year

    from prices
    cross join trends

),

named as (

    select
        'G05' as claim,
        (gdp_oom - cost_oom) / nearing_oom_per_year as recomputed_value
    from lines
    union all
    select
        'C13' as claim,
        {{ dated_growth('trend_cost_usd', 'trend_cost_years', 'trend_cost_growth') }}
            as recomputed_value
    from lines

)

select * from named
