with

hardware as (select * from {{ ref('stg_epoch_ai__ml_hardware') }}),

vocabulary as (
    select * from {{ ref('vocabulary_terms') }}
    where field = 'hardware'
),

identified_chips as (

    select
        hardware.* exclude (hardware_name),
        coalesce(vocabulary.term, hardware.hardware_name) as hardware_name,
        coalesce(hardware.tensor_fp16_flop_per_s, hardware.fp16_flop_per_s)
            as half_precision_flop_per_s

    from hardware
    left join vocabulary
        on lower(hardware.hardware_name) = lower(vocabulary.published_term)
    -- a chip that two records of one snapshot name stands once
    qualify row_number() over (
        partition by hardware.snapshot_date, coalesce(vocabulary.term, hardware_name)
        order by hardware.record_number
    ) = 1

),

chips as (

    select
        *,
        {{ ratio('fp32_flop_per_s', 'release_price_usd') }} as fp32_flop_per_s_per_usd,
        {{ ratio('half_precision_flop_per_s', 'release_price_usd') }}
            as half_precision_flop_per_s_per_usd,
        {{ ratio('fp32_flop_per_s', 'tdp_w') }} as fp32_flop_per_s_per_w,
        {{ ratio('half_precision_flop_per_s', 'tdp_w') }}
            as half_precision_flop_per_s_per_w

    from identified_chips

)

select * from chips
