with

open_closed_lags as (

    select * from {{ ref('fct_open_closed_lags') }}

),

estimates as (

    select
        'fct_open_closed_lags' as tested_by,
        specification,
        'all' as group_name,
        snapshot_date,
        n_obs,
        ci_level,
        method,
        status_reason,
        {{ quantity_rows([
            'lag_months',
            'separate_lag_months',
            'open_growth_factor_per_year',
            'closed_growth_factor_per_year',
        ]) }}

    from open_closed_lags

)

select * from estimates
