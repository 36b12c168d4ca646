with

chips as (

    select * from {{ ref('int_hardware__chips') }}

),

measured as (

    select
        snapshot_date,
        hardware_name,
        fp64_flop_per_s,
        fp32_flop_per_s,
        tf32_flop_per_s,
        fp16_flop_per_s,
        half_precision_flop_per_s,
        fp8_flop_per_s,
        int8_op_per_s,
        memory_bytes,
        memory_bandwidth_byte_per_s,
        tdp_w,
        release_price_usd,
        fp32_flop_per_s_per_usd,
        half_precision_flop_per_s_per_usd,
        fp32_flop_per_s_per_w,
        half_precision_flop_per_s_per_w

    from chips

),

long as (

    unpivot measured
    on columns(* exclude (snapshot_date, hardware_name))
    into name metric value metric_value

)

select * from long
