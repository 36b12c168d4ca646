with

hardware as (select * from {{ ref('epoch_ai__ml_hardware') }}),

ml_hardware as (

    select
        cast(snapshot_date as date) as snapshot_date,
        cast(record_number as integer) as record_number,
        {{ clean_text('hardware_name') }} as hardware_name,
        {{ clean_text('manufacturer') }} as manufacturer,
        {{ clean_text('hardware_type') }} as hardware_type,
        {{ parse_date('release_date') }} as release_date,
        {{ parse_number('release_price_usd') }} as release_price_usd,
        {{ parse_number('fp4_flop_per_s') }} as fp4_flop_per_s,
        {{ parse_number('fp8_flop_per_s') }} as fp8_flop_per_s,
        {{ parse_number('tensor_fp16_flop_per_s') }} as tensor_fp16_flop_per_s,
        {{ parse_number('fp16_flop_per_s') }} as fp16_flop_per_s,
        {{ parse_number('tf32_flop_per_s') }} as tf32_flop_per_s,
        {{ parse_number('fp32_flop_per_s') }} as fp32_flop_per_s,
        {{ parse_number('fp64_flop_per_s') }} as fp64_flop_per_s,
        {{ parse_number('int8_op_per_s') }} as int8_op_per_s,
        {{ parse_number('memory_bytes') }} as memory_bytes,
        {{ parse_number('memory_bandwidth_byte_per_s') }}
            as memory_bandwidth_byte_per_s,
        {{ parse_number('tdp_w') }} as tdp_w,
        {{ parse_number('process_nm') }} as process_nm

    from hardware

)

select * from ml_hardware
