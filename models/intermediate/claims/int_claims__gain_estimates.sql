with

gains as (

    select * from {{ ref('fct_compute_equivalent_gains') }}

),

-- a case is met at several sizes: its gain is the best of them
cases as (

    select
        case_id,
        snapshot_date,
        max(ci_level) as ci_level,
        cast(count(*) as integer) as n_obs,
        max(observed_gain_factor_low) as observed_gain_factor_low,
        max(anchored_gain_factor) as anchored_gain_factor,
        arg_max(anchored_gain_factor_ci_low, anchored_gain_factor)
            as anchored_gain_factor_ci_low,
        arg_max(anchored_gain_factor_ci_high, anchored_gain_factor)
            as anchored_gain_factor_ci_high

    from gains
    group by case_id, snapshot_date

),

all_cases as (

    select
        snapshot_date,
        cast(count(observed_gain_factor_low) as integer) as n_obs,
        median(observed_gain_factor_low) as observed_gain_factor_median,
        max(observed_gain_factor_low) as observed_gain_factor_max

    from cases
    group by snapshot_date

),

estimates as (

    select
        'fct_compute_equivalent_gains' as tested_by,
        case_id as specification,
        'all' as group_name,
        snapshot_date,
        n_obs,
        ci_level,
        'largest over the sizes of the family' as method,
        {{ quantity_rows(['anchored_gain_factor'], ['observed_gain_factor_low']) }}

    from cases
    union all by name
    select
        'fct_compute_equivalent_gains' as tested_by,
        'all_cases' as specification,
        'all' as group_name,
        snapshot_date,
        n_obs,
        'over all cases' as method,
        {{ quantity_rows(
            [], ['observed_gain_factor_median', 'observed_gain_factor_max']
        ) }}

    from all_cases

)

select * from estimates
