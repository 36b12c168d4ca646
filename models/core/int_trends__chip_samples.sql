with

specifications as (
    select * from {{ ref('trend_specifications') }}
    where entity = 'chip'
),

chips as (
    select * from {{ ref('int_hardware__chips') }}
    where release_date is not null
),

chip_metrics as (

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

metric_values as (

    unpivot chip_metrics
    on columns(* exclude (snapshot_date, hardware_name))
    into name metric value metric_value

),

-- chips of one day count as released together; a kind left out outdoes no other
ranked_chips as (

    select
        specifications.*,
        metric_values.snapshot_date,
        metric_values.hardware_name,
        metric_values.metric_value,
        chips.release_date,
        coalesce(chips.hardware_type, 'unknown') as hardware_type,
        coalesce(chips.manufacturer, 'unknown') as manufacturer,
        metric_values.metric_value > coalesce(max(metric_values.metric_value) over (
            partition by specifications.specification, metric_values.snapshot_date
            order by chips.release_date
            range between unbounded preceding and interval 1 day preceding
        ), 0) as is_record

    from specifications
    inner join metric_values
        on
            specifications.metric = metric_values.metric
            and metric_values.metric_value > 0
    inner join chips
        on
            metric_values.snapshot_date = chips.snapshot_date
            and metric_values.hardware_name = chips.hardware_name
    where
        specifications.hardware_kind is null
        or specifications.hardware_kind = chips.hardware_type
        or (
            specifications.hardware_kind like 'not %'
            and specifications.hardware_kind
            != 'not ' || coalesce(chips.hardware_type, '')
        )

),

chip_samples as (

    select
        specification,
        snapshot_date,
        case grouping_name
            when 'hardware_type' then hardware_type
            when 'manufacturer' then manufacturer
            else 'all'
        end as group_name,
        hardware_name as member_id,
        {{ fractional_year('release_date') }} as member_year,
        log10(metric_value) as metric_oom,
        min_obs,
        ci_level,
        noise_factor

    from ranked_chips
    where
        release_date >= coalesce(starts_on, date '0001-01-01')
        and release_date < coalesce(ends_before, date '9999-12-31')
        and (sample_rule = 'all' or is_record)

)

select * from chip_samples
