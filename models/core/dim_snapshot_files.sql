with

snapshots as (select * from {{ ref('stg_epoch_ai__snapshots') }}),

listings as (select * from {{ ref('stg_hugging_face__snapshots') }}),

-- a listing of the hub holds whatever it lists
files as (

    select * from snapshots
    union all by name
    select
        'hugging_face_models' as table_name,
        'all' as scope,
        n_records as n_records_published,
        * exclude (n_records)

    from listings

)

select * from files
