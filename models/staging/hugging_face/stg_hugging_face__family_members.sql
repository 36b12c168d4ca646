with

members as (

    select * from {{ ref('hugging_face__family_members') }}

),

keyed as (

    select
        family,
        model_name,
        lower(model_name) as model_key

    from members

)

select * from keyed
