with

computes as (select * from {{ ref('papers__training_computes') }}),

training_computes as (

    select
        {{ name_key('compute_ai_model_name') }} as compute_ai_model_id,
        compute_ai_model_name,
        training_compute_flop,
        place,
        source_url,
        source_date

    from computes

)

select * from training_computes
