with

members as (

    select * from {{ ref('hugging_face__family_members') }}

),

families as (

    select * from {{ ref('hugging_face__families') }}

),

keyed as (

    select
        families.family,
        families.variant,
        families.n_sizes_released,
        members.model_name,
        lower(members.model_name) as model_key,
        families.source_url

    from members
    inner join families using (family)

)

select * from keyed
