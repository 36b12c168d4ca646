with

generations as (select * from {{ ref('int_hardware__generations') }}),

newest as (
    select * from {{ ref('int_hardware__chips') }}
    qualify row_number() over (
        partition by hardware_name
        order by snapshot_date desc
    ) = 1
),

-- chips that training runs or prices name, with a record or without
hardware as (

    select
        generations.hardware_name,
        newest.hardware_name is not null as is_in_hardware_table,
        newest.snapshot_date,
        newest.manufacturer,
        newest.hardware_type,
        generations.hardware_generation,
        newest.release_date,
        {{ fractional_year('newest.release_date') }} as release_year,
        newest.release_price_usd,
        newest.fp64_flop_per_s,
        newest.fp32_flop_per_s,
        newest.tf32_flop_per_s,
        newest.fp16_flop_per_s,
        newest.tensor_fp16_flop_per_s,
        newest.half_precision_flop_per_s,
        newest.fp8_flop_per_s,
        newest.fp4_flop_per_s,
        newest.int8_op_per_s,
        newest.memory_bytes,
        newest.memory_bandwidth_byte_per_s,
        newest.tdp_w,
        newest.process_nm,
        newest.fp32_flop_per_s_per_usd,
        newest.half_precision_flop_per_s_per_usd,
        newest.fp32_flop_per_s_per_w,
        newest.half_precision_flop_per_s_per_w

    from generations
    left join newest
        on generations.hardware_name = newest.hardware_name

)

select * from hardware
