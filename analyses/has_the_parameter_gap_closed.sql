-- Are there still fewer notable models between 20 and 70 billion parameters than a
-- smooth distribution of sizes would hold, and do the ends decide?
with

parameter_gaps as (select * from {{ ref('fct_parameter_gaps') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where is_newest
),

compared as (

    select
        parameter_gaps.specification,
        parameter_gaps.period,
        parameter_gaps.n_obs,
        parameter_gaps.n_in_gap,
        parameter_gaps.n_expected_in_gap,
        parameter_gaps.observed_to_expected,
        parameter_gaps.observed_to_expected_ci_low,
        parameter_gaps.observed_to_expected_ci_high,
        parameter_gaps.p_value_fewer,
        parameter_gaps.status_reason

    from parameter_gaps
    inner join snapshots
        on parameter_gaps.snapshot_date = snapshots.snapshot_date
    where parameter_gaps.population = 'notable'

)

select * from compared
order by specification, period
