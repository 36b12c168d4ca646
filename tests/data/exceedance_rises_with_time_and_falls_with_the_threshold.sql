-- A higher threshold cannot be likelier than a lower one at the same date. Over
-- time the trend's probability rises; a random walk's may fall where its spread
-- grows faster than its drift, so it is left out.
with

exceedance as (

    select
        *,
        lag(exceedance_probability) over (
            partition by
                forecast_specification, snapshot_date, calendar_year, method_name
            order by threshold_flop
        ) as of_lower_threshold,
        lag(exceedance_probability) over (
            partition by
                forecast_specification, snapshot_date, threshold_flop, method_name
            order by calendar_year
        ) as of_earlier_year

    from {{ ref('fct_threshold_exceedance') }}

)

select *
from exceedance
where
    exceedance_probability > of_lower_threshold + 1e-12
    or (
        method_name = 'trend'
        and exceedance_probability < of_earlier_year - 1e-9
    )
