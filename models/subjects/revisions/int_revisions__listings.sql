with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

ai_model_listings as (select * from {{ ref('int_ai_models__listings') }}),

chips as (select * from {{ ref('int_hardware__chips') }}),

scores as (select * from {{ ref('stg_epoch_ai__capabilities_index') }}),

-- each file of these tables is whole: the next one could have listed anything
next_vintages as (

    select
        table_name,
        snapshot_date,
        lead(snapshot_date) over (
            partition by table_name order by snapshot_date
        ) as next_snapshot_date

    from {{ ref('stg_epoch_ai__snapshots') }}
    where table_name in ('ml_hardware', 'capabilities_index')

),

whole_listings as (

    select
        'ml_hardware' as table_name,
        snapshot_date,
        hardware_name as entity_id,
        hardware_name as entity_name

    from chips
    union all
    select
        'capabilities_index' as table_name,
        snapshot_date,
        model_version as entity_id,
        max(coalesce(model_name, model_version)) as entity_name

    from scores
    where model_version is not null
    group by snapshot_date, model_version

),

listings_with_end as (

    select
        'ai_models' as table_name,
        training_runs.snapshot_date,
        training_runs.ai_model_id as entity_id,
        training_runs.ai_model_name as entity_name,
        ai_model_listings.valid_to

    from training_runs
    inner join ai_model_listings using (snapshot_date, ai_model_id)
    union all
    select
        whole_listings.table_name,
        whole_listings.snapshot_date,
        whole_listings.entity_id,
        whole_listings.entity_name,
        next_vintages.next_snapshot_date as valid_to

    from whole_listings
    inner join next_vintages using (table_name, snapshot_date)

),

listings_with_last as (

    select
        *,
        lag(valid_to) over (
            partition by table_name, entity_id order by snapshot_date
        ) as last_valid_to

    from listings_with_end

),

-- what a vintage could have listed and did not begins anew when it is back
numbered_stints as (

    select
        table_name,
        snapshot_date,
        entity_id,
        entity_name,
        valid_to,
        count_if(last_valid_to is distinct from snapshot_date) over (
            partition by table_name, entity_id order by snapshot_date
        ) as stint_number

    from listings_with_last

),

listings as (

    select
        * replace (
            last_value(entity_name) over (
                partition by table_name, entity_id
                order by snapshot_date
                rows between unbounded preceding and unbounded following
            ) as entity_name
        ),
        last_value(valid_to) over (
            partition by table_name, entity_id, stint_number
            order by snapshot_date
            rows between unbounded preceding and unbounded following
        ) as stint_valid_to

    from numbered_stints

)

select * from listings
