with

terms as (
    select * from {{ ref('int_ai_models__terms') }}
    where field = 'hardware' and term is not null
),

ids as (
    select * from {{ ref('int_ai_models__identified') }}
    where is_primary_record
),

chips as (

    select
        hardware_name,
        arg_max(hardware_type, snapshot_date) as hardware_type

    from {{ ref('int_hardware__chips') }}
    group by hardware_name

),

-- several published words may name one chip
distinct_chips as (

    select distinct
        ids.snapshot_date,
        ids.ai_model_id,
        terms.term as hardware_name,
        chips.hardware_type,
        chips.hardware_name is not null as is_in_hardware_table

    from terms
    inner join ids
        on terms.record_id = ids.record_id
    left join chips
        on terms.term = chips.hardware_name

)

select * from distinct_chips
