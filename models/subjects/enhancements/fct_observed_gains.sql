with

gains as (select * from {{ ref('fct_compute_equivalent_gains') }}),

-- what is beaten bounds a gain from below, what is not from above, or nothing does
bounded_gains as (

    select
        *,
        coalesce(observed_gain_factor_low, 0) as least_gain_factor,
        coalesce(observed_gain_factor_high, 'infinity') as greatest_gain_factor

    from gains
    where training_compute_flop is not null

),

sizes as (

    select
        case_id,
        enhanced_label,
        snapshot_date,
        1 as n_obs,
        least_gain_factor as observed_gain_factor,
        least_gain_factor as observed_gain_factor_ci_low,
        nullif(greatest_gain_factor, 'infinity') as observed_gain_factor_ci_high

    from bounded_gains

),

-- a case is met at several sizes: its gain is the best of them
cases as (

    select
        case_id,
        snapshot_date,
        max(ci_level) as ci_level,
        cast(count(*) as integer) as n_obs,
        max(least_gain_factor) as least_gain_factor,
        max(greatest_gain_factor) as greatest_gain_factor,
        max(anchored_gain_factor) as anchored_gain_factor,
        arg_max(anchored_gain_factor_ci_low, anchored_gain_factor)
            as anchored_gain_factor_ci_low,
        arg_max(anchored_gain_factor_ci_high, anchored_gain_factor)
            as anchored_gain_factor_ci_high

    from bounded_gains
    group by case_id, snapshot_date

),

all_cases as (

    select
        snapshot_date,
        cast(count(*) as integer) as n_obs,
        median(least_gain_factor) as observed_gain_factor_median,
        median(least_gain_factor) as observed_gain_factor_median_ci_low,
        nullif(median(greatest_gain_factor), 'infinity')
            as observed_gain_factor_median_ci_high,
        max(least_gain_factor) as observed_gain_factor_max,
        max(least_gain_factor) as observed_gain_factor_max_ci_low,
        nullif(max(greatest_gain_factor), 'infinity')
            as observed_gain_factor_max_ci_high

    from cases
    group by snapshot_date

),

observed_gains as (

    select
        case_id,
        enhanced_label,
        snapshot_date,
        n_obs,
        null as ci_level,
        'bounds: what the enhanced model beats, and what it does not' as method,
        {{ quantity_rows(['observed_gain_factor']) }}

    from sizes
    union all by name
    select
        case_id,
        'all' as enhanced_label,
        snapshot_date,
        n_obs,
        ci_level,
        'largest over the sizes of the family' as method,
        {{ quantity_rows(['anchored_gain_factor']) }}

    from cases
    union all by name
    select
        'all_cases' as case_id,
        'all' as enhanced_label,
        snapshot_date,
        n_obs,
        'bounds of the best size of each case' as method,
        {{ quantity_rows(['observed_gain_factor_median', 'observed_gain_factor_max']) }}

    from all_cases

)

select
    case_id,
    enhanced_label,
    snapshot_date,
    quantity,
    estimate as gain_factor,
    ci_low as gain_factor_ci_low,
    ci_high as gain_factor_ci_high,
    ci_level,
    n_obs,
    method

from observed_gains
