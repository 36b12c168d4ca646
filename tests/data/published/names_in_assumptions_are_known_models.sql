-- A model left out by a misspelt name would stay in, a point matched to one would
-- silently have no compute, and training dates of one would be nobody's.
with

ai_models as (

    select * from {{ ref('dim_ai_models') }}

),

named as (

    select
        'changepoint_specifications' as table_name,
        {{ name_key("unnest(string_split(excluded_ai_models, ';'))") }} as ai_model_id

    from {{ ref('changepoint_specifications') }}
    union
    select
        'trend_specifications' as table_name,
        {{ name_key("unnest(string_split(excluded_ai_models, ';'))") }} as ai_model_id

    from {{ ref('trend_specifications') }}
    union
    select
        'openai__ai_and_compute_points' as table_name,
        ai_model_id

    from {{ ref('stg_openai__ai_and_compute_points') }}
    where ai_model_id is not null
    union
    select
        'known_training_dates' as table_name,
        ai_model_id

    from {{ ref('known_training_dates') }}

),

unknown as (

    select named.*

    from named
    left join ai_models
        on named.ai_model_id = ai_models.ai_model_id
    where ai_models.ai_model_id is null

)

select * from unknown
