-- What could the training runs without published compute change, and how has that
-- grown from snapshot to snapshot?
with

bounds as (select * from {{ ref('fct_missingness_bounds') }}),

by_snapshot as (

    select
        question_name,
        snapshot_date,
        any_value(unit) as unit,
        any_value(n_ai_models) as n_ai_models,
        any_value(coverage_share) as coverage_share,
        any_value(estimate) as estimate,
        max(estimate_bound_low) filter (where scenario = 'worst_case')
            as worst_low,
        max(estimate_bound_high) filter (where scenario = 'worst_case')
            as worst_high,
        max(estimate_bound_low) filter (where scenario = 'within_one_oom')
            as within_one_oom_low,
        max(estimate_bound_high) filter (where scenario = 'within_one_oom')
            as within_one_oom_high,
        max(selected_estimate) filter (where scenario = 'larger_by_one_oom')
            as if_ten_times_larger

    from bounds
    group by question_name, snapshot_date

)

select * from by_snapshot
order by question_name, snapshot_date
