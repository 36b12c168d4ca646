with

training_costs as (select * from {{ ref('int_costs__training_costs_by_method') }}),

rules as (

    select
        {{ rule_value(ref('costs_rules'), 'cost_agreement_tolerance') }}
            as agreement_tolerance,
        {{ rule_value(ref('interval_levels'), 'cost_comparison_ci_level') }} as ci_level

),

-- estimates are nominal: they are deflated to the dollars of what they are held against
cost_pairs as (

    select
        estimates.snapshot_date,
        estimates.ai_model_id,
        estimates.cost_method,
        published.cost_method as published_method,
        log10(
            case published.dollars
                when 'usd_2020' then estimates.training_cost_usd_2020
                else estimates.training_cost_usd_2023
            end / published.training_cost
        ) as ratio_oom,
        rules.agreement_tolerance,
        rules.ci_level

    from training_costs as estimates
    inner join training_costs as published
        on
            estimates.snapshot_date = published.snapshot_date
            and estimates.ai_model_id = published.ai_model_id
            and estimates.is_estimate
            and not published.is_estimate
    cross join rules
    where estimates.training_cost > 0 and published.training_cost > 0

)

select * from cost_pairs
where ratio_oom is not null
