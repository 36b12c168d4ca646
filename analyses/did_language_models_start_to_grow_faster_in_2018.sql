-- When did the growth of model size bend, for language models and for all, and how
-- fast were they before and after?
with

changepoints as (
    select * from {{ ref('fct_changepoints') }}
    where metric = 'parameters'
),

compared as (

    select
        specification,
        snapshot_date,
        n_obs,
        break_year,
        break_year_ci_low,
        break_year_ci_high,
        12 * log10(2) / slope_before_oom_per_year as doubling_months_before,
        12 * log10(2) / slope_after_oom_per_year as doubling_months_after,
        bic_difference,
        p_value

    from changepoints
    where status = 'estimated'

)

select * from compared
order by specification, snapshot_date
