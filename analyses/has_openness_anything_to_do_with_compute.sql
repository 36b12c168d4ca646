-- Is the access tier related to training compute once the year is taken out, and which
-- tiers lie apart?
with

relations as (
    select * from {{ ref('fct_access_compute_relations') }}
    where specification like 'within_year%'
),

contrasts as (select * from {{ ref('fct_access_compute_contrasts') }}),

compared as (

    select
        relations.snapshot_date,
        relations.population,
        relations.n_obs,
        relations.coverage_share,
        relations.kendall_tau_b,
        relations.kendall_tau_b_ci_low,
        relations.kendall_tau_b_ci_high,
        relations.kendall_tau_b_p_value,
        contrasts.contrast,
        contrasts.n_first_side,
        contrasts.n_second_side,
        power(10, contrasts.difference_oom) as compute_factor,
        power(10, contrasts.difference_oom_ci_low) as compute_factor_ci_low,
        power(10, contrasts.difference_oom_ci_high) as compute_factor_ci_high,
        contrasts.bound_difference_oom_low,
        contrasts.bound_difference_oom_high

    from relations
    inner join contrasts using (specification, snapshot_date, period)
    where relations.status = 'estimated'

)

select * from compared
order by snapshot_date desc, population asc, contrast asc
