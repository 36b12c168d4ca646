with

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

points as (select * from {{ ref('stg_openai__ai_and_compute_points') }}),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    qualify snapshot_date = max(snapshot_date) over ()
),

prices as (
    select * from {{ ref('fct_inference_price_laws') }}
    where chip_offer = 'aws_three_year' and weight_precision = 'fp16'
),

gpt_3 as (

    select training_compute_flop
    from training_runs
    where ai_model_id = 'gpt3175b'

),

gaps as (
    select * from {{ ref('fct_release_gaps') }}
    where series = 'gpt'
    qualify snapshot_date = max(snapshot_date) over ()
),

growth_figures as (

    select
        case member_rank when 2 then 'D18a' when 3 then 'D18b' when 4 then 'D18c' end
            as claim,
        days_since_previous as recomputed_value
    from gaps
    where member_rank between 2 and 4
    union all
    select
        'G02' as claim,
        max(training_compute_flop)
        / max(training_compute_flop) filter (where point_name = 'AlexNet')
            as recomputed_value
    from points
    union all
    -- AlexNet as OpenAI counted it, the series that the figure goes on from
    select
        'G03' as claim,
        max(gpt_3.training_compute_flop)
        / max(points.training_compute_flop) filter (
            where points.point_name = 'AlexNet'
        ) as recomputed_value
    from points
    cross join gpt_3
    union all
    select
        'G04' as claim,
        value_of['flop_per_pfs_day'] / value_of['tpu_v3_board_rate'] / 3600
        * value_of['tpu_v3_board_price'] as recomputed_value
    from inputs
    union all
    select
        'C13' as claim,
        {{ dated_growth(
            "value_of['trend_cost_2023']",
            "value_of['trend_cost_years']",
            "value_of['trend_cost_growth']"
        ) }} as recomputed_value
    from inputs
    union all
    select
        'D02' as claim,
        price_of_1000_tokens_per_root_usd as recomputed_value
    from prices
    union all
    select
        'D03' as claim,
        root_law_price_of_1000_tokens_usd as recomputed_value
    from prices
    union all
    select
        'D11' as claim,
        1000 * {{ served_usd_per_token(
            "value_of['palm_inference_chips']",
            "value_of['palm_inference_seconds']",
            "value_of['palm_inference_tokens']",
            "value_of['tpu_v4_three_year_chip_price']"
        ) }} as recomputed_value
    from inputs

)

select
    claim,
    cast(recomputed_value as double) as recomputed_value

from growth_figures
