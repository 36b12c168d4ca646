with

inputs as (

    select * from {{ ref('int_costs__inputs') }}

),

points as (

    select * from {{ ref('stg_openai__ai_and_compute_points') }}

),

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}
    qualify snapshot_date = max(snapshot_date) over ()

),

-- fitted once, for the eras
openai_trends as (

    select * from {{ ref('fit_growth__series') }}
    qualify snapshot_date = max(snapshot_date) over ()

),

gpt_3 as (

    select training_compute_flop
    from training_runs
    where ai_model_id = 'gpt3175b'

),

gaps as (

    select * from {{ ref('int_costs__release_gaps') }}
    where series = 'gpt'
    qualify snapshot_date = max(snapshot_date) over ()

),

named as (

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
