-- How many months after closed models do open ones reach the same training compute, by
-- specification and snapshot, and do both grow at the same rate?
with

open_closed_lags as (select * from {{ ref('fct_open_closed_lags') }}),

lags as (

    select
        specification,
        snapshot_date,
        n_open,
        n_closed,
        lag_months,
        lag_months_ci_low,
        lag_months_ci_high,
        separate_lag_months,
        separate_lag_months_ci_low,
        separate_lag_months_ci_high,
        open_growth_factor_per_year,
        closed_growth_factor_per_year,
        slopes_differ_p_value,
        status_reason

    from open_closed_lags

)

select * from lags
order by specification, snapshot_date
