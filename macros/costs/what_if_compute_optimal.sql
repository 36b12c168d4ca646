{% macro what_if_compute_optimal(tables) %}
create or replace macro main.compute_optimal(
    budget,
    budget_unit := 'usd',
    chip_offer := 'aws_three_year',
    usd_per_chip_hour := null
) as table
with {{ given(
    [
        ('given_budget', 'budget', 'double'),
        ('given_unit', 'budget_unit', 'varchar'),
    ] + given_offer()
) }},
offered as ({{ chosen_offer(tables) }}),
asked as (
    select
        offered.*,
        case offered.given_unit
            when 'flop' then offered.given_budget
            when 'usd' then {{ flop_of_chip_hours(
                chip_hours_of_usd('offered.given_budget', 'offered.hour_usd'),
                'offered.flop_per_s'
            ) }}
            else error('budget_unit is usd or flop, not ' || offered.given_unit)
        end as flop
    from offered
),
sized as (
    select
        asked.*,
        laws.ci_level,
        laws.least_budget_oom,
        laws.greatest_budget_oom,
        {{ power_law(
            'laws.log10_parameters_intercept', 'laws.exponent', 'asked.flop'
        ) }} as n_parameters,
        {{ power_law_half_width_oom(
            '(laws.log10_parameters_intercept_ci_high'
            ~ ' - laws.log10_parameters_intercept)',
            '(laws.exponent_ci_high - laws.exponent)',
            'laws.mean_budget_oom',
            'asked.flop'
        ) }} as half_width_oom
    from asked
    cross join {{ table_name(tables.laws) }} as laws
    where laws.budget_unit = 'flop'
)
select
    sized.offer_name as chip_offer,
    sized.hour_usd as usd_per_chip_hour,
    sized.flop as training_flop,
    {{ chip_hours_of_flop('sized.flop', 'sized.flop_per_s') }} as chip_hours,
    {{ usd_of_flop('sized.flop', 'sized.flop_per_s', 'sized.hour_usd') }}
        as training_cost_usd,
    sized.n_parameters as parameters,
    sized.n_parameters / power(10, sized.half_width_oom) as parameters_ci_low,
    sized.n_parameters * power(10, sized.half_width_oom) as parameters_ci_high,
    sized.ci_level,
    log10(sized.flop) not between sized.least_budget_oom and sized.greatest_budget_oom
        as is_extrapolated,
    1000 * {{ inference_usd_per_token(
        'sized.n_parameters',
        "sized.value_of['bytes_per_parameter_fp16']",
        'sized.bandwidth',
        'sized.hour_usd'
    ) }} as price_of_1000_tokens_usd
from sized;
comment on macro table main.compute_optimal is
    'Compute-optimal parameters of a budget in usd or flop, and their prices.';
{% endmacro %}
