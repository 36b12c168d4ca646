with

training_chips as (

    select * from {{ ref('int_hardware__training_chips') }}
    where hardware_name is not null

),

distinct_chips as (

    select distinct
        snapshot_date,
        ai_model_id,
        hardware_name,
        is_in_hardware_table

    from training_chips

)

select * from distinct_chips
