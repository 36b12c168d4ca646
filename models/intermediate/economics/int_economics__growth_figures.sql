with

inputs as (

    select * from {{ ref('int_economics__inputs') }}

),

points as (

    select * from {{ ref('stg_openai__ai_and_compute_points') }}

),

training_runs as (

    select * from {{ ref('int_models__training_runs') }}
    qualify snapshot_date = max(snapshot_date) over ()

),

-- fitted once, for the eras
openai_trends as (

    select * from {{ ref('fit_series_growth__log_linear') }}
    qualify snapshot_date = max(snapshot_date) over ()

),

openai_models as (

    select
        max(publication_date) filter (where ai_model_id = 'gpt') as gpt_1_date,
        max(publication_date) filter (where ai_model_id = 'gpt2') as gpt_2_date,
        max(publication_date) filter (where ai_model_id = 'gpt3175b') as gpt_3_date,
        max(publication_date) filter (where ai_model_id = 'gpt4') as gpt_4_date,
        max(training_compute_flop) filter (where ai_model_id = 'gpt3175b')
            as gpt_3_flop

    from training_runs

),

named as (

    select
        'D18a' as claim,
        date_diff('day', gpt_1_date, gpt_2_date) as recomputed_value
    from openai_models
    union all
    select
        'D18b' as claim,
        date_diff('day', gpt_2_date, gpt_3_date) as recomputed_value
    from openai_models
    union all
    select
        'D18c' as claim,
        date_diff('day', gpt_3_date, gpt_4_date) as recomputed_value
    from openai_models
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
        max(openai_models.gpt_3_flop)
        / max(points.training_compute_flop) filter (
            where points.point_name = 'AlexNet'
        ) as recomputed_value
    from points
    cross join openai_models
    union all
    select
        'G01' as claim,
        {{ doubling_months('slope_oom_per_year') }} as recomputed_value
    from openai_trends
    where specification = 'openai_2018__near_records'
    union all
    select
        'G04' as claim,
        value_of['flop_per_pfs_day'] / value_of['tpu_v3_board_rate'] / 3600
        * value_of['tpu_v3_board_price'] as recomputed_value
    from inputs

)

select
    claim,
    cast(recomputed_value as double) as recomputed_value

from named
