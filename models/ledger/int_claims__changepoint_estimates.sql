with

changepoints as (

    select * from {{ ref('fct_changepoints') }}

),

estimates as (

    select
        'fct_changepoints' as tested_by,
        specification,
        'all' as group_name,
        snapshot_date,
        n_obs,
        ci_level,
        method,
        status_reason,
        {{ quantity_rows(
            ['growth_factor_after_per_year', 'break_year'],
            ['bic_difference', 'relative_likelihood_of_straight']
        ) }}

    from changepoints

)

select * from estimates
