with

training_chips as (

    select * from {{ ref('int_hardware__training_chips') }}

),

counted as (

    select
        snapshot_date,
        published_term,
        cast(count(distinct ai_model_id) as integer) as n_ai_models,
        max(hardware_name) as hardware_name,
        bool_or(is_in_hardware_table) as is_in_hardware_table

    from training_chips
    group by snapshot_date, published_term

)

select * from counted
