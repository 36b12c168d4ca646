-- A model left out by a misspelt name would stay in, and a point matched to a misspelt
-- name would silently have no compute.
with

ai_models as (

    select * from {{ ref('dim_ai_models') }}

),

named as (

    select
        'changepoint_specifications' as table_name,
        ai_model_id

    from {{ ref('int_eras__changepoint_exclusions') }}
    union
    select
        'openai__ai_and_compute_points' as table_name,
        ai_model_id

    from {{ ref('stg_openai__ai_and_compute_points') }}
    where ai_model_id is not null

),

unknown as (

    select named.*

    from named
    left join ai_models
        on named.ai_model_id = ai_models.ai_model_id
    where ai_models.ai_model_id is null

)

select * from unknown
