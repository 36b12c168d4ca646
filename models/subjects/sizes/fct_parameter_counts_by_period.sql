with

models_by_period as (

    select * from {{ ref('int_sizes__models_by_period') }}

),

gap_rules as (

    select * from {{ ref('parameter_gap_rules') }}

),

interval_rules as (

    select
        ci_level,
        normal_quantile as ci_z

    from {{ ref('interval_levels') }}
    where ci_level = {{ rule_value(ref('core_rules'), 'share_ci_level') }}

),

placed as (

    select
        gap_rules.gap_rule,
        models_by_period.*,
        models_by_period.parameters > gap_rules.lower_bound
        or (
            gap_rules.is_lower_bound_inside
            and models_by_period.parameters = gap_rules.lower_bound
        ) as is_over_lower,
        models_by_period.parameters < gap_rules.upper_bound
        or (
            gap_rules.is_upper_bound_inside
            and models_by_period.parameters = gap_rules.upper_bound
        ) as is_under_upper

    from models_by_period
    cross join gap_rules

),

counts as (

    select
        gap_rule,
        snapshot_date,
        population,
        period,
        task_domain,
        count(*) as n_ai_models,
        count(parameters) as n_with_parameters,
        count(*) filter (where not is_over_lower) as n_below_gap,
        count(*) filter (where is_over_lower and is_under_upper) as n_in_gap,
        count(*) filter (where not is_under_upper) as n_above_gap

    from placed
    group by gap_rule, snapshot_date, population, period, task_domain

),

shares as (

    select
        counts.gap_rule,
        counts.snapshot_date,
        counts.population,
        counts.period,
        counts.task_domain,
        counts.n_ai_models,
        counts.n_with_parameters,
        {{ ratio('counts.n_with_parameters', 'counts.n_ai_models') }}
            as parameters_disclosed_share,
        counts.n_below_gap,
        counts.n_in_gap,
        counts.n_above_gap,
        {{ ratio('counts.n_in_gap', 'counts.n_with_parameters') }} as in_gap_share,
        {{ wilson_bound(
            'counts.n_in_gap', 'counts.n_with_parameters', 'interval_rules.ci_z', 'low'
        ) }} as in_gap_share_ci_low,
        {{ wilson_bound(
            'counts.n_in_gap', 'counts.n_with_parameters', 'interval_rules.ci_z', 'high'
        ) }} as in_gap_share_ci_high,
        interval_rules.ci_level,
        'Wilson score' as method

    from counts
    cross join interval_rules

)

select * from shares
