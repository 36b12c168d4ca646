with

specifications as (

    select * from {{ ref('changepoint_specifications') }}

),

names as (

    select
        specification,
        unnest(string_split(excluded_ai_models, ';')) as ai_model_name

    from specifications
    where excluded_ai_models is not null

),

identified as (

    select
        specification,
        {{ name_key('ai_model_name') }} as ai_model_id

    from names

)

select * from identified
