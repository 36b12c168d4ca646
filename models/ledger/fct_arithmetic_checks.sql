with

published as (
    select * from {{ ref('int_claims__published') }}
    where kind = 'arithmetic' and is_own_snapshot
),

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

openai_trends as (
    select * from {{ ref('fct_series_trends') }}
    qualify snapshot_date = max(snapshot_date) over ()
),

-- log10 of cost and of GDP in the year zero of the count, and how fast they near
lines as (

    select
        log10(2) * 12 / inputs.value_of['openai_doubling_months']
            as compute_oom_per_year,
        log10(2) / inputs.value_of['compute_price_halving_years']
            as price_oom_per_year,
        log10(1 + inputs.value_of['gdp_growth']) as gdp_oom_per_year,
        trends.level_oom_at_mean_year
        + (
            inputs.value_of['crossing_counted_from'] - trends.mean_year
        ) * compute_oom_per_year
        + log10({{ usd_of_flop(
            "inputs.value_of['flop_per_pfs_day']",
            "inputs.value_of['tpu_v3_board_rate']",
            "inputs.value_of['tpu_v3_board_price']"
        ) }} / inputs.value_of['flop_per_pfs_day'])
        + (
            inputs.value_of['price_year_of_pfs_day']
            - inputs.value_of['crossing_counted_from']
        ) * price_oom_per_year as cost_oom,
        log10(inputs.value_of['us_gdp'])
        - (inputs.value_of['gdp_year'] - inputs.value_of['crossing_counted_from'])
        * gdp_oom_per_year as gdp_oom,
        compute_oom_per_year - price_oom_per_year - gdp_oom_per_year
            as nearing_oom_per_year

    from openai_trends as trends
    cross join inputs
    where trends.specification = 'openai_2018__points'

),

figures as (

    select * from {{ ref('int_claims__cost_figures') }}
    union all
    select * from {{ ref('int_claims__growth_figures') }}
    union all
    select
        'G01' as claim,
        doubling_months as recomputed_value
    from openai_trends
    where specification = 'openai_2018__near_records'
    union all
    select
        'G05' as claim,
        (gdp_oom - cost_oom) / nearing_oom_per_year as recomputed_value
    from lines

),

figures_side_by_side as (

    select
        published.claim_id as claim,
        published.claim as figure,
        published.unit as figure_unit,
        published.published_value,
        figures.recomputed_value,
        figures.recomputed_value - published.published_value as difference,
        figures.recomputed_value / published.published_value - 1 as difference_share,
        published.tolerance,
        published.place,
        published.source_url,
        published.reason

    from published
    left join figures
        on published.claim_id = figures.claim

),

arithmetic_checks as (

    select
        *,
        case
            when recomputed_value is null then 'not_recomputed'
            when abs(difference) <= tolerance then 'follows'
            else 'does_not_follow'
        end as verdict

    from figures_side_by_side

)

select * from arithmetic_checks
