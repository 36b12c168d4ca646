with

members as (select * from {{ ref('hugging_face__family_members') }}),

family_members as (

    select
        family,
        model_name,
        lower(model_name) as model_key

    from members

)

select * from family_members
