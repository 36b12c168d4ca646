with

members as (select * from {{ ref('stg_hugging_face__family_members') }}),

families as (select * from {{ ref('stg_hugging_face__families') }}),

models as (
    select * from {{ ref('stg_hugging_face__models') }}
    where is_primary_record
),

snapshots as (

    select distinct snapshot_date from models

),

members_on_the_hub as (

    select
        snapshots.snapshot_date,
        members.family,
        families.variant,
        families.n_sizes_released,
        members.model_name,
        models.parameters,
        models.downloads_30_days,
        log10(models.parameters) as parameters_oom,
        log10(models.downloads_30_days) as downloads_oom,
        families.source_url

    from members
    inner join families
        on members.family = families.family
    cross join snapshots
    left join models
        on
            snapshots.snapshot_date = models.snapshot_date
            and members.model_key = models.model_key

)

select * from members_on_the_hub
