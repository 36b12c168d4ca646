-- Do the snapshots agree that the growth of frontier and near-record training compute
-- slowed down around 2017, with AlphaGo and without?
with

changepoints as (
    select * from {{ ref('fct_changepoints') }}
    where metric = 'training_compute_flop'
),

compared as (

    select
        specification,
        snapshot_date,
        n_obs,
        break_year,
        break_year_ci_low,
        break_year_ci_high,
        growth_factor_before_per_year,
        growth_factor_after_per_year,
        bic_difference,
        relative_likelihood_of_straight,
        p_value,
        bic_difference < 0 as is_kink_favoured

    from changepoints

)

select * from compared
order by specification, snapshot_date
